"""The other children of a report: what is true of the one telling is true of all their files."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile, Sex
from referral.intake.models import Child
from referral.referrals import actions as referrals
from referral.referrals.models import Referral
from referral.reminders.limits import Kind
from tests import make
from tests.cases import given
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")


def two_children() -> list[CaseFile]:
    """The files of one report, both claimed by the duty officer, who acts."""
    names = ("Kenari Anak", "Kenari Adik")
    make.report(children=tuple(Child(name=name, age=14, sex=Sex.FEMALE) for name in names))
    piket = given.acting("piket_maros")
    for report in db.session.scalars(sa.select(Referral)).all():
        referrals.claim(report, by=piket)
    return list(db.session.scalars(sa.select(CaseFile).order_by(CaseFile.number)))


@pytest.mark.parametrize("also", [True, False])
def test_the_other_children_of_the_report_are_corrected_with_it_or_the_page_says_so(
    sign_in: Callable[[str], Browser],
    also: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    first, other = two_children()
    first_id, other_id, number, former = first.id, other.id, other.number, first.reported_at
    browser, address = sign_in("piket_maros"), f"/cases/{first_id}/telling"
    assert number in browser.get(address).text
    ticked = {"siblings": "y"} if also else {}
    fields = {"at": make.typed(former - timedelta(hours=2)), "words": "Salah jam", **ticked}

    assert browser.send(address, **fields).status_code == 303

    said = browser.get(f"/cases/{first_id}").text
    assert (f"laporan ini: {number}" in said) is not also
    given.acting("piket_maros")
    police = given.promise(other_id, Kind.POLICE_REPORT)
    assert police
    assert (former - police.started_at > timedelta(hours=1)) is also
