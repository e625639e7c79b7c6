"""The same promise by another limit or another start: a newer row stands for the old one."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from referral import db
from referral.reminders.actions.matter import Matter, term_of
from referral.reminders.actions.nearest import due_moved
from referral.reminders.actions.promises import resume, rungs, set_ladder
from referral.reminders.clocks import Term, length
from referral.reminders.ladder import Rung
from referral.reminders.models import RECOMPUTED, FollowUp

_OWN = ("id", "done_at", "late_because")


def again(
    old: FollowUp,
    about: Matter,
    *,
    start: datetime | None = None,
    promised: datetime | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Owe it by the limit of now, from its own start or from another; what stands for it.

    A pause ends by it: somebody looks at it anew.
    A shorter limit that had already passed when it came to hold, now or ``at`` a time, counts
    from then and never beyond the old one: nobody is late for what was not asked of him.
    Working days may begin again after a weekend; hours that take their place do not wait for it.
    """
    resume(old)
    begun, holds = start or old.started_at, at or db.now()
    term = term_of(old.kind, about, begun, promised, unit_id=old.owner_unit_id)
    if term is None:
        return old
    if start is None and term.calendar is None and begun > holds:
        term = term_of(old.kind, about, holds, promised, unit_id=old.owner_unit_id) or term
    if start is None and term.due_at <= holds and term.due_at < old.due_at:
        fresh = term_of(old.kind, about, holds, old.due_at, unit_id=old.owner_unit_id) or term
        term = replace(fresh, started_at=begun)
    rings = term
    if about.unclaimed_darurat:  # its bells ring from now, also where it is late already
        rings = replace(term, started_at=holds, due_at=max(term.due_at, holds))
    return renew(old, term, rungs(old.kind, about, rings))


def renew(old: FollowUp, term: Term, rungs: tuple[Rung, ...]) -> FollowUp:
    """A newer row stands for it in that time; the old one stays as history and rings no more."""
    facts: dict[str, Any] = {
        column.key: getattr(old, column.key)
        for column in FollowUp.__table__.columns
        if column.key not in _OWN
    }
    facts |= {
        "started_at": term.started_at,
        "target_at": term.target_at,
        "due_at": term.due_at,
        "working_days": length(term),
    }
    new = FollowUp(**facts)
    old.done_at, old.late_because, old.ladder = db.now(), RECOMPUTED, None
    db.session.add(new)
    set_ladder(new, rungs)
    due_moved(old.case_id)
    return new
