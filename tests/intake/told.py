"""Reports as an opener tells them."""

from typing import Any

from referral import db
from referral.cases.models import AgeBand, Channel, Sex
from referral.cases.models.told import PhoneOf, ToldBy
from referral.intake.models import Child, Report, SafeContact, Teller
from referral.intake.signs import Sign

MARUMPA = "73.09.08.2004"


def a_report(**changes: Any) -> Report:
    """An aunt tells a volunteer in Ma'rumpa of threats with pictures."""
    facts: dict[str, Any] = {
        "told_by": Teller(kind=ToldBy.RELATIVE, name="Bibi Canary", phone="+6281100000001"),
        "told_at": db.now(),
        "channel": Channel.PATBM,
        "signs": frozenset({Sign.EXTORTION}),
        "area_code": MARUMPA,
        "children": (Child(name="Anak Canary", age=14, age_band=AgeBand.A13_15, sex=Sex.FEMALE),),
        "words": "Cerita Canary",
        "safe_contact": SafeContact(
            whose=PhoneOf.RELATIVE, number="+6281100000001", hours="21.00-22.00"
        ),
    }
    return Report(**{**facts, **changes})
