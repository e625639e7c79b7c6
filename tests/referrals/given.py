"""Cases and referrals in a wanted state, reached by the same actions a person would cause."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from referral import db, policy, vault
from referral.cases import models as cases
from referral.directory import queries as directory
from referral.policy import Actor, Basis
from referral.referrals import actions
from referral.referrals.models import Referral
from tests import make

VILLAGE, DISTRICT = "73.09.08.2004", "73.09"


def village_report(by: str = "relawan_maros", **changes: Any) -> Referral:
    """A case as a volunteer opens it, handed over to its district's desk."""
    opener = make.acting(by)
    with db.transaction():
        return _open(opener, changes)


def _open(opener: Actor, changes: dict[str, Any]) -> Referral:
    case_id, referral_id, now = uuid4(), uuid4(), db.now()
    serial = db.session.scalar(sa.text("SELECT nextval('case_number')"))
    policy.grant(case_id, basis=Basis.OPENED, to=opener.id, basis_id=referral_id)
    facts = {"risk": 2, "sexual": False, "reported_at": now, **changes}
    case = cases.CaseFile(
        id=case_id,
        number=f"K-{serial}",
        status=cases.Status.REPORTED,
        status_since=now,
        district_code=DISTRICT,
        area_code=VILLAGE,
        unit_id=directory.desk_for(policy.AgencyKind.UPTD, DISTRICT),
        opener_id=opener.id,
        channel=cases.Channel.PATBM,
        sex=cases.Sex.FEMALE,
        age_band=cases.AgeBand.A13_15,
        opened_at=now,
        **facts,
    )
    db.session.add(case)
    db.session.flush()
    vault.new_key(case_id, case_id)
    return actions.hand_over_report(case, actions.Told(referral_id), by=opener)
