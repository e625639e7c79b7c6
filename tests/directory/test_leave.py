"""A unit's own days of leave: by file, and by its head on the desk's page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory.forms import leave
from referral.directory.models import CalendarChange, Leave
from referral.directory.queries.duty import today
from referral.people.queries import actor
from tests.pages import Browser

SignIn = Callable[[str], Browser]
HEAD = "unit,date,name\n"
KNOWN = {"uptd-ppa-maros"}


def boxes(on: date) -> list[str]:
    return on.strftime("%d %m %Y").split()


def planned() -> list[date]:
    return list(db.session.scalars(sa.select(Leave.day).order_by(Leave.day)))


def desk_of(username: str) -> str:
    return f"/directory/desks/{actor(username).unit_id}"


def plan(browser: Browser, desk: str, first: date, last: date | None = None, **more: Any) -> Any:
    browser.get(f"{desk}/leave")
    until = boxes(last) if last else ["", "", ""]
    fields = {"since": boxes(first), "until": until, "name": "Rapat kerja", **more}
    return browser.send(f"{desk}/leave", **fields)


def test_a_line_becomes_a_day() -> None:
    row = leave.parse(f"{HEAD}uptd-ppa-maros,2026-03-25,Rapat\n".encode(), KNOWN).rows[0]
    assert (row.unit_code, row.on, row.name) == ("uptd-ppa-maros", date(2026, 3, 25), "Rapat")


@pytest.mark.parametrize(
    "line",
    ["uptd-lain,2026-03-26,Rapat", "uptd-ppa-maros,26/3/2026,Rapat", "uptd-ppa-maros,2026-03-26,",
     ",2026-03-26,Rapat", "uptd-ppa-maros,2026-03-25,Rapat"],
)  # fmt: skip
def test_one_wrong_line_refuses_the_whole_file(line: str) -> None:
    parsed = leave.parse(f"{HEAD}uptd-ppa-maros,2026-03-25,Rapat\n{line}\n".encode(), KNOWN)
    assert parsed.rows == ()
    assert [refusal.line for refusal in parsed.refusals] == [3]


def test_the_head_closes_the_office_and_opens_it_again(sign_in: SignIn) -> None:
    head, desk, first = sign_in("kepala_maros"), desk_of("kepala_maros"), today() + timedelta(7)
    assert plan(head, desk, first, first + timedelta(2)).status_code == 303
    assert planned() == [first + timedelta(n) for n in range(3)]
    page = head.get(desk).text
    assert page.count("Rapat kerja") == 3
    leave_id = db.session.scalars(sa.select(Leave.id).where(Leave.day == first)).one()
    assert head.send(f"/directory/leave/{leave_id}/end").status_code == 303
    assert planned() == [first + timedelta(1), first + timedelta(2)]
    own = CalendarChange.unit_id == actor("kepala_maros").unit_id
    assert len(db.session.scalars(sa.select(CalendarChange.id).where(own)).all()) == 2
    assert head.send(f"/directory/leave/{leave_id}/end").status_code == 404


def test_today_may_be_closed_but_what_has_begun_stays(sign_in: SignIn) -> None:
    head, desk = sign_in("kepala_maros"), desk_of("kepala_maros")
    assert plan(head, desk, today()).status_code == 303
    page = head.get(desk).text
    assert "/directory/leave/" not in page
    leave_id = db.session.scalars(sa.select(Leave.id)).one()
    refused = head.send(f"/directory/leave/{leave_id}/end")
    assert (refused.status_code, "sudah berjalan" in refused.text) == (409, True)
    assert planned() == [today()]


@pytest.mark.parametrize(
    ("first", "last", "more", "told"),
    [
        (-1, None, {}, "Hari ini sudah lewat."),
        (800, None, {}, "Paling jauh dua tahun ke depan."),
        (5, 4, {}, "Harus sesudah waktu mulai."),
        (5, 90, {}, "Paling lama 60 hari."),
        (5, None, {"name": ""}, "Tulis alasan kantor tutup."),
        (5, None, {"since": ["31", "2", "2027"]}, "Tulis tanggal, bulan dan tahun"),
        (5, None, {"since": ["", "", ""]}, "Isi bagian ini."),
    ],
)
def test_a_wrong_leave_is_refused_beside_the_field(
    sign_in: SignIn, first: int, last: int | None, more: dict[str, Any], told: str
) -> None:
    until = today() + timedelta(last) if last else None
    head, since = sign_in("kepala_maros"), today() + timedelta(first)
    answer = plan(head, desk_of("kepala_maros"), since, until, **more)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert planned() == []


def test_the_same_day_twice_is_told(sign_in: SignIn) -> None:
    head, desk, first = sign_in("kepala_maros"), desk_of("kepala_maros"), today() + timedelta(7)
    plan(head, desk, first)
    again = plan(head, desk, first)
    assert (again.status_code, "sudah tercatat" in again.text) == (409, True)


@pytest.mark.parametrize("who", ["mk_maros", "polisi_maros", "dp3a_maros"])
def test_only_the_head_closes_an_office(sign_in: SignIn, who: str) -> None:
    browser, desk = sign_in(who), desk_of("kepala_maros")
    browser.get("/account")
    assert browser.get(f"{desk}/leave").status_code == 409
    fields = {"since": boxes(today() + timedelta(7)), "until": ["", "", ""], "name": "Rapat"}
    assert browser.send(f"{desk}/leave", **fields).status_code == 409
    assert planned() == []
