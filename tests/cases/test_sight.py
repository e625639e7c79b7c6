"""What the database shows of the work on a case: each record in its part, to who works on it."""

from datetime import date

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import Agreed, CaseFile, RecordKind
from tests.cases import given
from tests.referrals.given import referral, take

pytestmark = pytest.mark.usefixtures("session")

K = RecordKind
ALL = {K.INITIAL_ASSESSMENT, K.FULL_ASSESSMENT, K.VISUM}
AIM = given.actions.Aim("Kenari tujuan", "Kenari bibi", date(2090, 1, 1))


def worked_on() -> None:
    """A case with records in three parts, a goal and a plan; its referral is with the police."""
    sent = referral()
    take("accept", sent.id)
    manager = given.acting("mk_maros")
    case = given.found(sent.case_id, manager)
    for kind in sorted(ALL):
        given.record(case, kind, manager)
    given.actions.add_goal(case, AIM, by=manager)
    given.actions.propose_plan(case, Agreed.BOTH, "", by=manager)


def seen(username: str) -> tuple[set[str], int, int]:
    """The kinds of records, how many goals and how many plans raw SQL shows this person."""
    given.acting(username)
    kinds = set(db.session.scalars(sa.text("SELECT kind FROM case_record")))
    goals, plans = (
        int(db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608
        for table in ("case_goal", "case_plan")
    )
    return kinds, goals, plans


@pytest.mark.parametrize(
    ("username", "kinds", "goals"),
    [
        ("mk_maros", ALL, 1),
        ("kepala_maros", ALL - {K.FULL_ASSESSMENT}, 1),
        ("polisi_maros", set(), 0),
        ("dp3a_maros", set(), 0),
        ("provinsi", set(), 0),
        ("relawan_maros", set(), 0),
        ("mk_makassar", set(), 0),
        ("rs_maros", set(), 0),
    ],
)
def test_a_record_is_shown_with_its_part(username: str, kinds: set[str], goals: int) -> None:
    worked_on()

    shown, aims, plans = seen(username)

    assert (shown, aims) == (kinds, goals)
    assert plans == int(username in ("mk_maros", "kepala_maros"))


def test_stored_rows_hold_no_word() -> None:
    worked_on()
    given.acting("mk_maros")

    for table in ("case_record", "case_goal"):
        for blob in db.session.scalars(sa.text(f"SELECT sealed FROM {table}")):  # noqa: S608
            assert b"enari" not in blob


def test_whoever_told_it_reads_nothing_of_the_work_on_it() -> None:
    worked_on()
    manager = given.acting("mk_maros")
    case = db.session.scalars(sa.select(CaseFile)).one()
    given.actions.add_contact(case, given.contact(words="Kenari cerita baru"), by=manager)
    assert db.session.scalars(sa.text("SELECT id FROM contact")).all()
    for username in ("relawan_maros", "polisi_maros"):
        given.acting(username)
        for table in ("contact", "case_note", "case_record"):
            seen = db.session.scalars(sa.text(f"SELECT id FROM {table}")).all()  # noqa: S608
            assert not seen, (username, table)
        owed = set(db.session.scalars(sa.text("SELECT kind FROM follow_up")))
        assert owed, username
        assert not owed & {"visit", "plan", "initial_assessment", "simfoni"}, username


def test_whoever_told_it_reads_the_news_he_added_himself() -> None:
    case, manager = given.open_case()
    opener = given.acting("relawan_maros")
    given.actions.add_news(given.found(case.id, opener), "Kenari kabar", by=opener)
    notes = "SELECT id FROM case_note"
    assert len(db.session.scalars(sa.text(notes)).all()) == 1
    given.acting(manager.username)
    assert len(db.session.scalars(sa.text(notes)).all()) == 1
