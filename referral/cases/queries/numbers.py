"""Numbers as people type them: K or R with year and zeros, or the plain figure alone."""

import re
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.cases.queries.around import REFERRAL
from referral.policy import Actor
from referral.reminders.clocks import local_day

YEARS = 3
"""Without a year the newest so many are meant."""
_TYPED = re.compile(r"([KR])?[ -]*(?:(20\d\d)[ -]+)?0*([1-9]\d{0,6})")


def of_a_case(text: str) -> bool:
    """Whether the text is the number of a case, which a desk learns when it accepts."""
    typed = _TYPED.fullmatch(text.strip().upper())
    return typed is not None and typed[1] == "K"


def numbers(text: str) -> list[str]:
    """All numbers that the text may mean; none where it is no number."""
    typed = _TYPED.fullmatch(text.strip().upper())
    if typed is None:
        return []
    letter, year, serial = typed.groups()
    this_year = local_day(db.now()).year
    years = [year] if year else range(this_year, this_year - YEARS, -1)
    return [f"{kind}-{one}-{int(serial):05d}" for kind in letter or "KR" for one in years]


def numbered(text: str, actor: Actor) -> list[UUID]:
    """The cases of this number, or of the referral of this number, that the actor may see."""
    wanted = numbers(text)
    if not wanted:
        return []
    of_referral = sa.select(REFERRAL.c.case_id).where(REFERRAL.c.number.in_(wanted))
    cases = sa.select(CaseFile.id).where(CaseFile.visible_to(actor))
    either = sa.union(
        cases.where(CaseFile.number.in_(wanted)), cases.where(CaseFile.id.in_(of_referral))
    )
    return list(db.session.scalars(either))
