"""Which desk answers for a place, and the page that says who is on duty there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from referral import db
from referral.directory import actions, queries
from referral.directory.models import Service, Unit
from referral.people.queries import actor
from referral.policy import Actor, AgencyKind
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
HOUR = timedelta(hours=1)


def unit(code: str) -> Unit:
    found = queries.unit_by_code(code)
    assert found
    whole = queries.unit(found.id)
    assert whole
    return whole


def code_of(unit_id: UUID | None) -> str:
    found = queries.unit(unit_id) if unit_id else None
    return found.code if found else "none"


def turn(
    username: str, at: Unit, start: timedelta, end: timedelta, by: Actor | None = None
) -> None:
    now, person = db.now(), actor(username)
    actions.put_on_duty(
        at, person_id=person.id, since=now + start, until=now + end, by=by or person
    )


@pytest.mark.parametrize(
    ("kind", "area", "code"),
    [
        (AgencyKind.UPTD, "73.09", "uptd-ppa-maros"),
        (AgencyKind.UPTD, "73.09.08.2004", "uptd-ppa-maros"),
        (AgencyKind.UPTD, "73.01", "upt-ppa-sulsel"),
        (AgencyKind.POLICE, "73.08", "polres-bone-ppa"),
        (AgencyKind.HOSPITAL, "73.08", "puskesmas-awangpone"),
        (AgencyKind.HOSPITAL, "73.08.01", "none"),
        (AgencyKind.POLICE, "73.01", "none"),
    ],
)
def test_the_desk_for_a_place(kind: AgencyKind, area: str, code: str) -> None:
    assert code_of(queries.desk_for(kind, area)) == code


def test_a_desk_serves_its_areas_and_what_lies_in_them_with_what_it_offers() -> None:
    maros = unit("uptd-ppa-maros").id
    assert queries.answers_for(maros, "73.09.08.2004", Service.COMPLAINT) == (True, True)
    assert queries.answers_for(maros, "73.08", Service.COMPLAINT) == (False, True)
    assert queries.answers_for(maros, "73.09", Service.POLICE_REPORT) == (True, False)
    police = [u for u in queries.desks("73.09") if u.kind is AgencyKind.POLICE]
    assert [u.code for u in police] == ["polres-maros-ppa"]


def test_on_duty_is_the_rota_then_the_deputy_then_everyone(
    acting: Callable[[str], Actor],
) -> None:
    maros, head = unit("uptd-ppa-maros"), acting("kepala_maros")
    everyone = {actor(name).id for name in ("kepala_maros", "mk_maros", "piket_maros")}
    assert set(queries.on_duty(maros.id)) == everyone

    actions.change_desk(
        maros, phone="+624115550101", deputy_id=actor("mk_maros").id, approves=False, by=head
    )
    assert queries.on_duty(maros.id) == [actor("mk_maros").id]

    turn("piket_maros", maros, -HOUR, HOUR, by=head)
    turn("kepala_maros", maros, HOUR, 2 * HOUR, by=head)
    assert queries.on_duty(maros.id) == [actor("piket_maros").id]


def test_a_stand_in_answers_for_the_absent_one(acting: Callable[[str], Actor]) -> None:
    maros, own = unit("uptd-ppa-maros"), acting("piket_maros")
    turn("piket_maros", maros, -HOUR, HOUR, by=own)
    away: dict[str, Any] = {"person_id": own.id, "since": db.now(), "until": db.now() + HOUR}
    actions.go_away(maros, **away, stand_in_id=actor("mk_maros").id, by=own)
    assert queries.on_duty(maros.id) == [actor("mk_maros").id]

    actions.go_away(maros, **away, stand_in_id=None, by=own)
    assert own.id not in queries.on_duty(maros.id)
    actions.come_back(maros, person_id=own.id, by=own)
    assert queries.on_duty(maros.id) == [own.id]


def test_the_page_lists_ones_own_desk_first_and_those_of_ones_district(
    sign_in: Callable[[str], Browser],
) -> None:
    browser = sign_in("mk_maros")
    page = browser.get("/directory").get_data(as_text=True)
    names = ("Piket UPTD PPA Maros", "Meja DP3A Maros", "Piket UPT PPA Provinsi")
    places = [page.index(name) for name in names]
    assert places == sorted(places)
    assert "Polres Bone" not in page
    assert "0411-555-0101" in page
    assert "Polres Bone" in browser.get("/directory?all=1").get_data(as_text=True)


def test_an_empty_desk_is_an_alert_and_a_full_one_says_who(
    sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    maros, own = unit("uptd-ppa-maros"), acting("piket_maros")
    address = f"/directory/desks/{maros.id}"
    assert "Tidak ada yang piket sekarang" in sign_in("dp3a_maros").get(address).text
    acting("piket_maros")
    turn("piket_maros", maros, -HOUR, HOUR, by=own)
    page = sign_in("dp3a_maros").get(address).text
    assert "Tidak ada yang piket sekarang" not in page
    assert "Ilham Contoh" in page
    assert "Ilham Contoh sampai" in sign_in("relawan_maros").get("/directory").text


def test_a_desk_that_is_not_there_is_missing(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("mk_maros")
    assert browser.get(f"/directory/desks/{unit('patbm-marumpa').id}").status_code == 404
    assert browser.get("/directory/desks/nothing").status_code == 404


def test_the_whole_list_begins_with_ones_own_district(sign_in: Callable[[str], Browser]) -> None:
    page = sign_in("mk_bone").get("/directory?all=1").get_data(as_text=True)
    names = ("Piket UPTD PPA Bone", "PPA Polres Bone", "Piket UPTD PPA Maros")
    places = [page.index(name) for name in names]
    assert places == sorted(places)


def test_desks_that_nobody_keeps_stand_first_and_it_is_said(
    sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    turn("piket_maros", unit("uptd-ppa-maros"), -HOUR, HOUR, by=acting("piket_maros"))
    page = sign_in("mk_maros").get("/directory").text
    places = [
        page.index(words)
        for words in (
            "Tidak ada yang piket sekarang</h2>", "Polres Maros", "Ada yang piket sekarang</h2>",
            "Piket UPTD PPA Maros",
        )
    ]  # fmt: skip
    assert places == sorted(places)
