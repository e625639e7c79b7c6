"""What every hand-over does: number, key, preview grant, the desk's clocks, a word to it."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy, vault
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.policy import Actor, Basis
from referral.referrals.actions import clocks, events
from referral.referrals.models import Referral, ReferralPreview, Shown, Step
from referral.reminders.actions import Matter
from referral.reminders.clocks import local_day
from referral.reminders.models import FollowUp


def dispatch(
    draft: Referral,
    preview: ReferralPreview,
    *,
    by: Actor,
    about: Matter,
    owed: FollowUp | None = None,
) -> None:
    """Turn a draft into a sent referral; its clocks depend on what it is ``about``.

    ``owed`` is the answer that another desk has owed so far. The referral is stored first: its
    promises, its grant and its words stand on its row.
    """
    due = clocks.answer_due(about, draft.to_unit_id)
    owed = None if due == db.FAR else owed
    draft.sent_at, draft.answer_by = db.now(), owed.due_at if owed else due
    draft.take(Step.SEND)
    store(draft)
    _let_preview(draft, by)
    preview.referral_id, preview.case_id = draft.id, draft.case_id
    db.session.add(preview)
    clocks.start_answer(draft, about, owed)
    events.note(draft, Step.SEND, by)
    if not about.unclaimed_darurat:  # its first reminder rings at once, and says the same
        events.tell("referral_sent", draft, directory.on_duty(draft.to_unit_id), by=by)


def store(draft: Referral) -> None:
    """Its row; with a number and a key of its own when it is new."""
    new = draft.number is None
    if new:
        draft.number, draft.created_at = _next_number(), db.now()
    db.session.add(draft)
    db.session.flush()
    if new:
        vault.new_key(draft.id, draft.case_id)
    else:
        vault.load(draft.id)


def preview_of(case: CaseFile, shown: Shown, contact: UUID) -> ReferralPreview:
    """What the desk reads of this child before it accepts, and whom it may ask."""
    return ReferralPreview(
        age_band=case.age_band.value,
        sex=case.sex.value,
        district_code=case.district_code,
        needs=shown.needs,
        staff_safety=shown.staff_safety,
        contact_person_id=contact,
    )


def _let_preview(draft: Referral, by: Actor) -> None:
    """The desk may preview it; one that forwards keeps number and dates of what it handed on."""
    if draft.parent_id is not None and by.unit_id != draft.from_unit_id:
        policy.grant(draft.case_id, basis=Basis.RESIDUE, unit=by.unit_id, basis_id=draft.id)
    policy.grant(draft.case_id, basis=Basis.PREVIEW, unit=draft.to_unit_id, basis_id=draft.id)


def _next_number() -> Any:
    """A number of its own, from which the case's cannot be guessed: ``R-2026-00042``."""
    return sa.func.concat(f"R-{local_day(db.now()).year}-", _SERIAL)


_SERIAL: sa.ColumnElement[str] = sa.literal_column(
    "(SELECT lpad(n::text, greatest(5, length(n::text)), '0') FROM nextval('referral_number') n)"
)
"""Given with the row."""
