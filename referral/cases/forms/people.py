"""People to choose from, each with what decides the choice: role, caseload, absence."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from wtforms import SelectChoice

from referral.cases.forms.fields import offered
from referral.directory.queries.duty import Member, Watch
from referral.i18n import _, n_
from referral.people.queries import ROLES
from referral.policy import MANAGERS
from referral.web.show import plain

CROWDED = 20


def people(
    found: Iterable[Member], watch: Watch, load: Mapping[UUID, int] | None = None
) -> list[SelectChoice]:
    """Those who are there first; ``load`` is told of who may manage a case."""
    ordered = sorted(found, key=lambda member: member.id in watch.gone)
    return offered((str(member.id), _told(member, watch, load)) for member in ordered)


def many(load: Mapping[UUID, int], manager_id: UUID | None) -> list[str]:
    """What is said once a case was given to whoever held so many before (``load``)."""
    crowded = manager_id is not None and load.get(manager_id, 0) >= CROWDED
    return [_("Perhatikan: ia sudah memegang 20 kasus atau lebih.")] if crowded else []


def _told(member: Member, watch: Watch, load: Mapping[UUID, int] | None) -> str:
    parts = [member.name, str(ROLES[member.role])]
    if load is not None and member.role in MANAGERS:
        parts.append(n_("%(n)s kasus", "%(n)s kasus", load.get(member.id, 0)))
    absence = watch.gone.get(member.id)
    if absence is not None:
        parts.append(_("pergi sampai %(until)s", until=plain(absence.until)))
    elif any(turn.person_id == member.id for turn in watch.now):
        parts.append(_("piket sekarang"))
    return " · ".join(parts)
