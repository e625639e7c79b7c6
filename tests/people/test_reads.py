"""Read budgets: who opens many children's identities is seen at thirty and stopped at sixty."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from referral import db
from referral.errors import Missing, Refused, Stopped
from referral.people import actions, queries
from referral.policy import Actor, Compartment
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
C = Compartment
SignIn = Callable[[str], Browser]
Travel = Callable[[datetime], None]


class Opened:
    """A case, as far as a reading is about it."""

    def __init__(self) -> None:
        self.id = self.case_id = uuid4()


def read(by: Actor, case: Opened | None = None, parts: Compartment = C.IDENTITY) -> None:
    with db.transaction():
        actions.opened("case.read", by=by, about=case or Opened(), compartments=parts)


def read_many(by: Actor, n: int) -> None:
    for _ in range(n):
        read(by)


def told(username: str, kind: str = "reads_many") -> int:
    who = given.acting(username)
    asked = sa.text("SELECT case_id FROM inbox_item WHERE person_id = :p AND kind = :kind")
    cases = db.session.scalars(asked, {"p": who.id, "kind": kind}).all()
    assert set(cases) <= {None}, "it tells of no child"
    return len(cases)


def lift(by: str) -> None:
    actor = given.acting(by)
    alert = queries.alerted(actor)[0].alert
    actions.lift_reads(alert.id, "Kenari memindahkan berkas", by=actor)


def test_the_thirtieth_tells_those_above_once_in_an_hour() -> None:
    manager = given.acting("mk_maros")
    read_many(manager, 29)
    assert told("kepala_maros") == told("auditor") == 0
    manager = given.acting("mk_maros")
    read_many(manager, 20)
    assert told("kepala_maros") == told("auditor") == 1
    assert told("mk_maros") == 0


def test_the_sixty_first_is_refused_and_no_more_is_written() -> None:
    manager = given.acting("mk_maros")
    first = Opened()
    read(manager, first)
    read_many(manager, 59)
    for _ in range(3):
        with pytest.raises(Stopped) as stopped:
            read(manager)
    assert stopped.value.who == ["Hasna Contoh"]
    assert timedelta(minutes=50) < stopped.value.until - db.now() <= timedelta(hours=1)
    read(manager, first)  # what was opened already opens again


def test_no_other_part_counts_and_nobody_elses_reads() -> None:
    manager = given.acting("mk_maros")
    for _ in range(70):
        read(manager, parts=C.STORY | C.HEALTH)
    case = Opened()
    for _ in range(70):
        read(manager, case)
    other = given.acting("piket_maros")
    read_many(other, 29)
    assert told("kepala_maros") == 0


def test_it_ends_by_itself(travel: Travel) -> None:
    start = db.now()
    manager = given.acting("mk_maros")
    read_many(manager, 60)
    with pytest.raises(Stopped) as stopped:
        read(manager)
    travel(stopped.value.until - timedelta(minutes=2))
    with pytest.raises(Stopped):
        read(given.acting("mk_maros"))
    travel(start + timedelta(hours=1, minutes=2))
    read(given.acting("mk_maros"))


def test_a_head_lifts_it_for_a_day(travel: Travel) -> None:
    start = db.now()
    read_many(given.acting("mk_maros"), 60)
    lift("kepala_maros")
    assert told("mk_maros", "reads_lifted") == 1
    read_many(given.acting("mk_maros"), 30)
    travel(start + timedelta(days=1, minutes=5))
    manager = given.acting("mk_maros")
    read_many(manager, 60)
    with pytest.raises(Stopped):
        read(manager)


@pytest.mark.parametrize("who", ["dp3a_maros", "provinsi"])
def test_the_district_and_the_province_lift_a_heads(who: str) -> None:
    read_many(given.acting("kepala_maros"), 60)
    assert told("dp3a_maros") == 1
    lift(who)
    read(given.acting("kepala_maros"))


@pytest.mark.parametrize("who", ["kepala_maros", "dp3a_maros"])
def test_nobody_lifts_his_own(who: str) -> None:
    actor = given.acting(who)
    read_many(actor, 60)
    alert = db.session.scalars(sa.text("SELECT id FROM read_alert")).one()
    with pytest.raises(Missing):
        actions.lift_reads(alert, "Kenari", by=actor)
    own = sa.text(
        "UPDATE read_alert SET lifted_at = app_now(), lifted_until = app_now(), words = 'x',"
        " lifted_by_id = person_id"
    )
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(own)


def test_it_is_lifted_once() -> None:
    read_many(given.acting("mk_maros"), 60)
    lift("kepala_maros")
    with pytest.raises(Refused):
        lift("dp3a_maros")


def page_of_next(browser: Browser, case_id: UUID) -> TestResponse:
    return browser.get(f"/cases/{case_id}")


def test_the_page_says_who_may_help_and_when_it_ends(sign_in: SignIn) -> None:
    case, manager = given.open_case()
    read_many(manager, 60)
    browser = sign_in("mk_maros")
    stopped = page_of_next(browser, case.id)
    assert stopped.status_code == 429
    assert "Terlalu banyak data anak dibuka" in stopped.text
    assert "Hasna Contoh" in stopped.text
    assert given.SECRETS[0] not in stopped.text
    head = sign_in("kepala_maros")
    listed = head.get("/reads").text
    assert "Rahma Contoh" in listed
    alert = db.session.scalars(sa.text("SELECT id FROM read_alert")).one()
    page = head.get(f"/reads/{alert}")
    assert page.status_code == 200
    assert head.send(f"/reads/{alert}").status_code == 422, "it needs a reason"
    assert head.send(f"/reads/{alert}", words="Kenari memindahkan").status_code == 303
    assert given.SECRETS[0] in page_of_next(sign_in("mk_maros"), case.id).text
    assert "Kenari memindahkan" in sign_in("auditor").get("/reads").text


@pytest.mark.parametrize("who", ["mk_makassar", "admin", "polisi_maros"])
def test_nobody_aside_lifts_it(sign_in: SignIn, who: str) -> None:
    read_many(given.acting("mk_maros"), 60)
    alert = db.session.scalars(sa.text("SELECT id FROM read_alert")).one()
    assert sign_in(who).get(f"/reads/{alert}").status_code in (403, 404)
