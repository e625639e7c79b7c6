"""What the end of a case depends on: what still runs, and who asked for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import ENDED, Alleged, CaseEvent, LawLine, NoteKind, RecordKind
from referral.cases.queries.around import REFERRAL, TRANSFER, VILLAGE_REPORT
from referral.cases.queries.work import plan_stands
from referral.people.models import Person
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp

PROTECTIONS = (Kind.POLICE_PROTECTION, Kind.DOMESTIC_PROTECTION)
"""By the law on sexual violence, and by that on domestic violence."""
LAW_BINDS = (Kind.POLICE_REPORT, *PROTECTIONS, Kind.PROTECTION_LPSK)
"""Clocks of the law: a case does not end before them."""

LIVE = ("draft", "sent", "needs_info", "waitlisted", "accepted", "in_service")


class Checked(StrEnum):
    """Whether the plan was looked at again."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    """No plan was approved."""


class Proceedings(StrEnum):
    """Whether the law still needs what the case holds as evidence."""

    NONE = "none"
    RUNS = "runs"
    ENDED = "ended"


@dataclass(frozen=True)
class Checks:
    """What must be settled before the end is asked for."""

    referrals: bool
    law: bool
    plan: Checked
    plan_waits: bool
    """A plan lies before the head, who has not decided."""
    evidence: Proceedings
    late: list[Kind]
    """What else is owed and late."""
    needs: bool
    """No need that a desk refused is left without another way."""
    asked: bool
    """The child was asked of everything that was done."""


ELSEWHERE = (*LAW_BINDS, Kind.CLOSURE)
"""What the list says in a line of its own, and the decision that it is read for."""


def checks(case_id: UUID) -> Checks:
    """How the case stands before its end."""
    f = FollowUp
    open_ones = sa.select(f.kind, f.due_at).where(f.case_id == case_id, f.done_at.is_(None))
    owed = db.session.execute(open_ones.order_by(f.due_at)).all()
    late = dict.fromkeys(kind for kind, due in owed if due < db.now() and kind not in ELSEWHERE)
    proposed, looked_at = plan_stands(case_id)
    return Checks(
        referrals=not live_referrals(case_id),
        law=not any(kind in LAW_BINDS for kind, _due in owed),
        plan={None: Checked.NONE, False: Checked.NO, True: Checked.YES}[looked_at],
        plan_waits=proposed is not None and proposed.waits,
        evidence=law_stands(case_id),
        late=list(late),
        needs=not any(kind is Kind.RE_PLAN for kind, _due in owed),
        asked=not any(kind is Kind.CONFIRM for kind, _due in owed),
    )


def law_stands(case_id: UUID) -> Proceedings:
    """Where the proceedings are, by the last that was told of them; none without an LP."""
    e = CaseEvent
    told = sa.select(e.detail).where(e.case_id == case_id, e.act == RecordKind.LAW_STATUS.value)
    last = told.order_by(e.at.desc(), e.id.desc()).limit(1).scalar_subquery()
    known = db.session.execute(sa.select(last).where(LawLine.case_id == case_id)).first()
    if known is None:
        return Proceedings.NONE
    ended = known[0] in {status.value for status in ENDED}
    return Proceedings.ENDED if ended else Proceedings.RUNS


def has_alleged(case_id: UUID) -> bool:
    """Whether anything was told of the feared person or his accounts, as far as the actor sees."""
    found = sa.select(Alleged.case_id).where(Alleged.case_id == case_id)
    return db.session.scalar(found) is not None


def live_referrals(case_id: UUID) -> bool:
    """Whether a referral still runs; what moved the case itself ended when it was accepted."""
    r = REFERRAL.c
    moved = (r.kind == TRANSFER) & (r.status == "accepted")
    found = sa.select(r.id).where(
        r.case_id == case_id, r.kind != VILLAGE_REPORT, r.status.in_(LIVE), ~moved
    )
    return db.session.scalar(found.limit(1)) is not None


def called_mistake(case_id: UUID, but: UUID) -> bool:
    """Whether somebody else has said that the report is mistaken."""
    told = sa.select(CaseEvent.id).where(
        CaseEvent.case_id == case_id,
        CaseEvent.act == f"{NoteKind.MISTAKE}_added",
        CaseEvent.by_person_id != but,
    )
    return db.session.scalar(told.limit(1)) is not None


def asked(case_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Who last asked to close the case, when, and which words say why."""
    return _put(case_id, "closure_asked")


def proposed(case_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """The same of the plan; its detail says who agreed."""
    return _put(case_id, "plan_proposed")


def _put(case_id: UUID, act: str) -> sa.Row[*tuple[Any, ...]] | None:
    e = CaseEvent
    return db.session.execute(
        sa.select(e.by_person_id, e.at, e.about_id, e.detail, Person.name.label("by"))
        .join(Person, Person.id == e.by_person_id)
        .where(e.case_id == case_id, e.act == act)
        .order_by(e.id.desc())
        .limit(1)
    ).first()


def asked_by(case_id: UUID) -> UUID | None:
    """Who last asked to close the case."""
    found = asked(case_id)
    return found.by_person_id if found else None
