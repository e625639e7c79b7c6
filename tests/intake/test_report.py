"""Reporting: one telling opens each child's file, sealed, and hands it over."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import AgeBand, CaseFile, CaseIncident, Sex, Status, Story
from referral.cases.models.told import Disability, Known, Language
from referral.errors import Missing, Refused
from referral.intake import actions
from referral.intake.models import Child, Feared
from referral.intake.signs import Sign
from tests import make

pytestmark = pytest.mark.usefixtures("session")


def test_a_report_opens_a_file_for_the_districts_uptd() -> None:
    case = make.report()

    assert case.status is Status.REPORTED
    assert case.district_code == "73.09"
    assert case.risk == 3
    assert case.sexual
    assert case.age_band is AgeBand.A13_15


def test_children_of_one_incident_get_a_file_each() -> None:
    children = (Child(name="Satu", age=14), Child(name="Dua", age=3, sex=Sex.MALE), Child())

    case = make.report(children=children)

    incident = sa.select(CaseIncident.incident_id).where(CaseIncident.case_id == case.id)
    files = list(
        db.session.scalars(
            sa.select(CaseFile)
            .join(CaseIncident, CaseIncident.case_id == CaseFile.id)
            .where(CaseIncident.incident_id == incident.scalar_subquery())
            .order_by(CaseFile.number)
        )
    )
    assert [file.age_band for file in files] == ["13-15", "0-5", "unknown"]
    assert len({file.number for file in files}) == 3


def test_a_feared_person_who_can_come_near_is_a_sign() -> None:
    signs = frozenset({Sign.SEXUAL})

    assert make.report(signs=signs).risk == 2
    assert make.report(signs=signs, feared=Feared(reach=Known.YES)).risk == 3


def test_what_was_told_is_stored_without_a_readable_word() -> None:
    case = make.report()
    blob = db.session.scalar(sa.select(Story.sealed).where(Story.case_id == case.id))

    assert blob
    assert b"Kenari" not in blob


def test_needs_go_to_the_preview_as_codes() -> None:
    child = Child(age=9, disability=(Disability.HEARING,), language=Language.BUGIS)
    case = make.report(children=(child,))
    make.acting("piket_maros")

    needs = db.session.scalar(
        sa.text("SELECT needs FROM referral_preview WHERE case_id = :id"), {"id": case.id}
    )

    assert needs == "hearing bugis"


@pytest.mark.parametrize("username", ["mk_maros", "polisi_maros", "mk_bone"])
def test_nobody_else_finds_the_case_before_it_is_claimed(username: str) -> None:
    case_id = make.report().id
    other = make.acting(username)

    with pytest.raises(Missing):
        policy.find(CaseFile, case_id, other)


def test_what_the_form_refuses_is_refused_here_too() -> None:
    volunteer = make.acting("relawan_maros")
    wrong = {
        "time.future": make.told(told_at=db.now() + timedelta(minutes=1)),
        "area.unknown": make.told(area_code="73.99.99.9999"),
        "report.children": make.told(children=()),
    }

    for key, told in wrong.items():
        with pytest.raises(Refused) as refused:
            actions.report(told, by=volunteer)
        assert refused.value.key == key
