"""The rota's pages: who may write a turn or an absence, and what bad input is answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory import queries
from referral.directory.models import Absence, Desk, Duty
from referral.people.queries import actor
from tests.make import WITA
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def boxes(hours: float) -> list[str]:
    at = datetime.now(WITA) + timedelta(hours=hours)
    return at.strftime("%d %m %Y %H.%M").split()


def desk_of(username: str) -> str:
    return f"/directory/desks/{actor(username).unit_id}"


def turn(username: str = "piket_maros", start: float = 1, end: float = 5) -> dict[str, Any]:
    return {"person_id": str(actor(username).id), "since": boxes(start), "until": boxes(end)}


def test_a_colleague_writes_a_turn_and_takes_it_off(sign_in: SignIn) -> None:
    desk, browser, fields = desk_of("mk_maros"), sign_in("mk_maros"), turn()
    assert browser.get(f"{desk}/turn").status_code == 200
    assert browser.send(f"{desk}/turn", **fields).status_code == 303
    page = browser.get(desk).text
    assert "Ilham Contoh" in page
    assert page.index("<summary>Hapus") < page.index("Ya, hapus giliran Ilham Contoh")
    planned = db.session.scalars(sa.select(Duty)).one()
    assert browser.send(f"/directory/turns/{planned.id}/end").status_code == 303
    assert "Belum ada giliran" in browser.get(desk).text
    assert browser.send(f"/directory/turns/{planned.id}/end").status_code == 404


def test_another_agency_a_volunteer_and_a_stranger_write_no_turn(
    sign_in: SignIn, client: Browser
) -> None:
    desk, fields = desk_of("mk_maros"), turn()
    police, volunteer = sign_in("polisi_maros"), sign_in("relawan_maros")
    police.get("/account")
    assert police.get(f"{desk}/turn").status_code == 409
    assert police.send(f"{desk}/turn", **fields).status_code == 409
    assert volunteer.get(f"{desk}/turn").status_code == 403
    assert client.get(f"{desk}/turn").status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Duty)) == 0


def test_the_districts_supervisor_may_fill_an_empty_desk(sign_in: SignIn) -> None:
    desk, fields = desk_of("mk_maros"), turn()
    browser = sign_in("dp3a_maros")
    browser.get(f"{desk}/turn")
    assert browser.send(f"{desk}/turn", **fields).status_code == 303
    assert sign_in("dp3a_maros").get(f"{desk_of('mk_bone')}/turn").status_code == 409


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"since": ["", "", "", ""]}, "Isi bagian ini."),
        ({"since": ["31", "2", "2030", "8.00"]}, "Tulis tanggal dan jam"),
        ({"until": ["x", "y", "z", "\x00"]}, "Tulis tanggal dan jam"),
        ({"until": ["1", "1", "2020", "8.00"]}, "Waktu ini sudah lewat."),
        ({"until": ["1", "1", "2099", "8.00"]}, "Paling lama 7 hari."),
        ({"person_id": "nobody"}, "Pilih salah satu dari daftar."),
        ({"person_id": ""}, "Pilih salah satu dari daftar."),
    ],
)
def test_a_wrong_turn_is_refused_beside_the_field(
    sign_in: SignIn, change: dict[str, Any], told: str
) -> None:
    desk, fields = desk_of("mk_maros"), turn()
    browser = sign_in("mk_maros")
    browser.get(f"{desk}/turn")
    answer = browser.send(f"{desk}/turn", **{**fields, **change})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{fields["since"][3]}"' in answer.text or "since" in change
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Duty)) == 0


def test_one_person_has_no_two_turns_at_once(sign_in: SignIn) -> None:
    desk, browser = desk_of("mk_maros"), sign_in("mk_maros")
    browser.get(f"{desk}/turn")
    assert browser.send(f"{desk}/turn", **turn()).status_code == 303
    again = browser.send(f"{desk}/turn", **turn(start=2, end=3))
    assert again.status_code == 409
    assert "sudah punya giliran" in again.text


def test_one_says_until_when_one_is_away(sign_in: SignIn) -> None:
    desk, browser = desk_of("piket_maros"), sign_in("piket_maros")
    away = {
        "person_id": str(actor("piket_maros").id),
        "until": boxes(30),
        "stand_in_id": str(actor("mk_maros").id),
    }
    browser.get(f"{desk}/away")
    assert browser.send(f"{desk}/away", **away).status_code == 303
    home = browser.get("/").text.split("Anda tercatat tidak bertugas")[1]
    assert "Rahma Contoh" in home
    assert "Saya sudah kembali" in home
    page = sign_in("polisi_maros").get(desk).text
    assert "Ilham Contoh" in page
    assert "pengganti: Rahma Contoh" in page
    browser.get("/")
    assert browser.send(f"{desk}/back/{away['person_id']}").status_code == 303
    assert "Semua bertugas." in browser.get(desk).text
    assert "Anda tercatat" not in browser.get("/").text


def test_nobody_is_offered_as_his_own_stand_in(sign_in: SignIn) -> None:
    page = sign_in("piket_maros").get(f"{desk_of('piket_maros')}/away").text
    offered = page.split('name="stand_in_id"')[1]
    assert "Rahma Contoh" in offered
    assert "Ilham Contoh" not in offered


def test_only_the_head_speaks_for_others(sign_in: SignIn) -> None:
    desk, other = desk_of("piket_maros"), str(actor("mk_maros").id)
    away = {"person_id": other, "until": boxes(30), "stand_in_id": ""}
    own, head = sign_in("piket_maros"), sign_in("kepala_maros")
    own.get(f"{desk}/away")
    assert own.send(f"{desk}/away", **away).status_code == 422
    assert own.send(f"{desk}/back/{other}").status_code == 409
    head.get(f"{desk}/away")
    wrong = head.send(f"{desk}/away", **{**away, "stand_in_id": other})
    assert wrong.status_code == 422
    assert "Pengganti harus orang lain." in wrong.text
    assert head.send(f"{desk}/away", **away).status_code == 303
    assert db.session.scalars(sa.select(Absence)).one().stand_in_id is None


def test_the_head_changes_phone_and_deputy(sign_in: SignIn) -> None:
    desk, head = desk_of("mk_maros"), sign_in("kepala_maros")
    assert "0411-555-0101" in head.get(f"{desk}/change").text
    wrong = head.send(f"{desk}/change", phone="x<b>", deputy_id="")
    assert wrong.status_code == 422
    assert "x&lt;b&gt;" in wrong.text
    deputy = actor("mk_maros").id
    sent = head.send(f"{desk}/change", phone="0812 3456 7890", deputy_id=str(deputy))
    assert sent.status_code == 303
    stored = db.session.get(Desk, actor("mk_maros").unit_id)
    assert stored
    assert (stored.number, stored.deputy_id) == ("0812-3456-7890", deputy)
    assert sign_in("mk_maros").get(f"{desk}/change").status_code == 409


def test_the_same_form_sent_twice_has_one_effect(sign_in: SignIn) -> None:
    desk, browser, fields = desk_of("mk_maros"), sign_in("mk_maros"), turn()
    page = browser.get(f"{desk}/turn").text
    key = page.partition('name="form_key" value="')[2][:36]
    for _ in range(2):
        answer = browser.send(f"{desk}/turn", form_key=key, **fields)
        assert answer.status_code == 303
        assert answer.location == desk
    assert queries.unit(actor("mk_maros").unit_id)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Duty)) == 1
