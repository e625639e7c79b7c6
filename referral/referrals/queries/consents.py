"""The consents of a case: to whom, for what, by whom, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.directory.models import Agency
from referral.people.models import Person
from referral.referrals.models import Consent, Fact, Referral, ReferralEvent

PAGE = 50


@dataclass(frozen=True)
class Given:
    """One consent, who wrote it down, and the referral that rests on it now."""

    consent: Consent
    agency: str
    by: str
    referral_id: UUID | None
    number: str | None
    now: datetime

    @property
    def holds(self) -> bool:
        """Whether something may be shared on it."""
        return self.consent.withdrawn_at is None and self.consent.until > self.now


def consents(case_id: UUID) -> Sequence[Given]:
    """The newest first, 50 at most."""
    resting = aliased(Referral)
    rows = db.session.execute(
        sa.select(Consent, Agency.name, Person.name, resting.id, resting.number)
        .join(Agency, Agency.id == Consent.agency_id)
        .join(Person, Person.id == Consent.by_person_id)
        .outerjoin(resting, (resting.consent_id == Consent.id) & resting.parent_id.is_(None))
        .where(Consent.case_id == case_id)
        .order_by(Consent.at.desc(), Consent.id)
        .limit(PAGE)
    )
    return [Given(*row, db.now()) for row in rows]


def handed_back(draft: Referral) -> bool:
    """Whether a head has ever handed it back."""
    e = ReferralEvent
    told = sa.select(e.id).where(e.referral_id == draft.id, e.step == Fact.HANDED_BACK.value)
    return db.session.scalar(told.limit(1)) is not None


def pressed_by(referral: Referral) -> UUID | None:
    """Who wrote down that somebody pressed for the end of the consent."""
    e = ReferralEvent
    told = sa.select(e.by_person_id).where(
        e.referral_id == referral.id, e.step == Fact.PRESSED.value
    )
    return db.session.scalar(told.order_by(e.id.desc()).limit(1))
