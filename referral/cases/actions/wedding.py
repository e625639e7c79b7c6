"""A wedding that is planned for the child: its day arms the rule that makes the risk High."""

from datetime import date

from referral.audit import action
from referral.cases.actions import trail
from referral.cases.actions.armed import act_where_due
from referral.cases.actions.risk import amend_story, may_judge
from referral.cases.models import CaseFile, NoteKind, high_from
from referral.policy import Actor


@action("case.wedding_set")
def set_wedding(case: CaseFile, on: date | None, words: str, *, by: Actor) -> CaseFile:
    """It is on that day, now or anew; None where it is off, and raises no risk any more.

    Within 14 days, or past, the risk is High at once. It is lowered as any other, by a head.
    """
    may_judge(case, by)
    amend_story(case, wedding_on=on.isoformat() if on else None)
    case.high_at = high_from(on) if on else None
    note = trail.say(case, NoteKind.RISK, words, by)
    trail.mark(case.id, "wedding_set" if on else "wedding_off", by, words=note)
    act_where_due(case, by)
    return case
