"""The import commands: whole or not at all, each bad line told, the same file twice is nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from referral import db, directory
from referral.app import create_app
from referral.cli.directory import agency, area, calendar, route
from referral.directory import queries
from referral.directory.models import Service
from referral.policy import AgencyKind
from tests.make import WITA
from tests.pages import Browser
from tests.referrals import given
from tests.servers import Servers, settings_for

DATA = Path(directory.__file__).parent / "data"
Run = Callable[..., Result]
HEAD = "from,to,service,how,when,needs,since\n"


@pytest.fixture(scope="module")
def app(servers: Servers, worker_id: str) -> Iterator[Flask]:
    """The application on a database of its own: what a command writes stays written."""
    made = create_app(settings_for(servers, servers.clone(f"cli_{worker_id}")))
    made.test_client_class = Browser
    yield made
    with made.app_context():
        db.sqla.engine.dispose()


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Run:
    def command(group: click.Group, content: str | Path) -> Result:
        file = tmp_path / "file.csv"
        file.write_text(content.read_text() if isinstance(content, Path) else content)
        return app.test_cli_runner().invoke(group, ["import", str(file)])

    return command


def one(app: Flask, query: str) -> object:
    with app.app_context():
        return db.session.scalar(sa.text(query))


@pytest.mark.parametrize(
    ("group", "file"),
    [
        (area, "areas.csv"),
        (agency, "demo-agencies.csv"),
        (calendar, "holidays-2026.csv"),
        (route, "referral-routes.csv"),
    ],
)
def test_the_same_file_again_changes_nothing(run: Run, group: click.Group, file: str) -> None:
    result = run(group, DATA / file)
    assert result.exit_code == 0
    assert result.output == "0 baru, 0 berubah\n"


def test_a_new_village_and_a_renamed_parent(run: Run, app: Flask) -> None:
    result = run(
        area,
        "code,name,level,aliases\n73.09.08,Marusuku,subdistrict,\n"
        "73.09.08.2999,Desa Uji,village,Uji Coba\n",
    )
    assert result.exit_code == 0, result.output
    assert result.output.startswith("1 baru, ")
    path = one(app, "SELECT path FROM area WHERE code = '73.09.08.2999'")
    assert path == "Desa Uji, Kec. Marusuku, Kab. Maros"
    folded = one(app, "SELECT folded FROM area WHERE code = '73.09.08.2999'")
    assert folded == "desauji ujicoba marusuku kabupatenmaros"
    renamed = one(app, "SELECT path FROM area WHERE code = '73.09.08.2004'")
    assert renamed == "Ma'rumpa, Kec. Marusuku, Kab. Maros"


def test_one_bad_line_refuses_the_whole_file(run: Run, app: Flask) -> None:
    lines = "73.09.08.2998,Desa Baik,village,\n73.99.08.2998,Desa Yatim,village,\n"
    result = run(area, f"code,name,level,aliases\n{lines}")
    assert result.exit_code == 1
    assert "baris 3: " in result.output
    assert "Tidak ada yang diubah." in result.output
    assert one(app, "SELECT count(*) FROM area WHERE name = 'Desa Baik'") == 0


def test_a_changed_desk_is_counted_and_written(run: Run, app: Flask) -> None:
    text = (DATA / "demo-agencies.csv").read_text().replace("0411-555-0101", "0411-555-0199")
    result = run(agency, text)
    assert result.output == "0 baru, 1 berubah\n"
    assert one(app, "SELECT count(*) FROM desk WHERE phone = '+624115550199'") == 1


def test_a_new_holiday(run: Run, app: Flask) -> None:
    result = run(calendar, "date,kind,name,status\n2030-08-17,holiday,Kemerdekaan,provisional\n")
    assert result.output == "1 baru, 0 berubah\n"
    assert one(app, "SELECT provisional FROM holiday WHERE day = '2030-08-17'") is True


def test_a_changed_route(run: Run, app: Flask) -> None:
    result = run(route, f"{HEAD}uptd,lksa,,R,,,2026-01-01\nuptd,lksa,,C,,,2030-01-01\n")
    assert result.output == "1 baru, 1 berubah\n"
    assert one(app, "SELECT count(*) FROM referral_route WHERE to_kind = 'lksa'") == 4


@pytest.mark.parametrize(("days", "to", "way"), [(0, "dukcapil", "C"), (1, "school", "R")])
def test_a_new_route_holds_from_its_day(run: Run, app: Flask, days: int, to: str, way: str) -> None:
    since = datetime.now(WITA).date() + timedelta(days=days)
    assert run(route, f"{HEAD}uptd,{to},,C,,,{since}\n").output == "1 baru, 0 berubah\n"
    with app.app_context():
        held = queries.routes(AgencyKind.UPTD).to(AgencyKind(to), Service.COMPLAINT)
    assert held
    assert held.way == way


def test_one_wrong_route_leaves_the_table_as_it_was(run: Run, app: Flask) -> None:
    lines = "kua,hospital,,R,,,2026-01-01\nkua,hospital,visum,R,,,2026-01-01\n"
    result = run(route, f"{HEAD}{lines}kua,lpsk,,-,emergency,,2026-01-01\n")
    assert result.exit_code == 1
    assert "baris 3: Kolom service harus salah satu dari" in result.output
    assert "baris 4: Kolom when hanya untuk R atau L." in result.output
    assert "Tidak ada yang diubah." in result.output
    new = "SELECT count(*) FROM referral_route WHERE from_kind = 'kua' AND to_kind = 'hospital'"
    assert one(app, new) == 0


def test_a_condition_that_was_loaded_is_checked_when_somebody_sends(
    run: Run, sign_in: Callable[[str], Browser]
) -> None:
    today = datetime.now(WITA).date()
    loaded = run(route, f"{HEAD}uptd,hospital,treatment,R,emergency,,{today}\n")
    assert loaded.output == "1 baru, 0 berubah\n"
    case, _manager = given.open_case()
    sender, desk = sign_in("mk_maros"), given.unit("rsud-maros-ppt")
    assert "Perhatikan: hanya bila gawat darurat" in sender.get(f"/cases/{case.id}/refer").text
    address = f"/cases/{case.id}/refer?desk={desk}&service=treatment"
    sender.get(address)
    filled = {"goal": "Diobati", "summary": "Anak perlu diobati.", "basis": "vital_interest"}
    filled["unasked"] = "Ibunya tidak dapat dihubungi."
    refused = sender.send(address, **filled, urgency="24h", share=["4"])
    beside = refused.text.split('id="urgency-error"')
    assert (refused.status_code, len(beside)) == (422, 2)
    assert "hanya bila gawat darurat. Pilih Darurat" in beside[1][:300]
    sent = sender.send(address, **filled, urgency="darurat", share=["4"])
    assert sent.status_code == 303


def test_a_file_that_is_not_there_is_told(app: Flask) -> None:
    result = app.test_cli_runner().invoke(area, ["import", "/nothing.csv"])
    assert result.exit_code == 2
