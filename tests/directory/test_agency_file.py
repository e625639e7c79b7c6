"""`agency import` reads agencies, units and desks, one unit a line."""

from collections import Counter
from pathlib import Path

import pytest

from referral import directory
from referral.directory.forms import agencies, areas, sheet
from referral.directory.models import Service
from referral.policy import AgencyKind

DATA = Path(directory.__file__).parent / "data"
CELLS = {
    "agency_code": "uptd-ppa-maros",
    "agency_name": "UPTD PPA Kabupaten Maros",
    "kind": "uptd",
    "unit_code": "uptd-ppa-maros",
    "unit_name": "UPTD PPA Kabupaten Maros",
    "neutral_name": "Kantor Salewa",
    "district_code": "73.09",
    "serves": "73.09|73.09.08.2004",
    "services": "complaint|legal_aid",
    "desk_name": "Piket",
    "desk_phone": "0411-555-0101",
}
KNOWN = {"73", "73.09", "73.09.08", "73.09.08.2004"}


def parse(*changes: dict[str, str]) -> sheet.Parsed[agencies.AgencyRow]:
    lines = [",".join(CELLS)]
    lines += [",".join((CELLS | change).values()) for change in changes]
    return agencies.parse("\n".join(lines).encode(), KNOWN)


def refused(*changes: dict[str, str]) -> list[int]:
    parsed = parse(*changes)
    assert parsed.rows == ()
    return [refusal.line for refusal in parsed.refusals]


@pytest.fixture(scope="module")
def demo() -> tuple[agencies.AgencyRow, ...]:
    known = {row.code for row in areas.parse((DATA / "areas.csv").read_bytes()).rows}
    parsed = agencies.parse((DATA / "demo-agencies.csv").read_bytes(), known)
    assert parsed.refusals == ()
    return parsed.rows


def test_the_demo_covers_three_districts_and_the_province(
    demo: tuple[agencies.AgencyRow, ...],
) -> None:
    kinds = Counter((row.kind, row.district_code) for row in demo)
    for kind in ("uptd", "dp3a", "police", "social", "hospital"):
        for district in ("73.71", "73.09", "73.08"):
            assert kinds[AgencyKind(kind), district] == 1
    assert kinds[AgencyKind.UPT_PROVINCE, "73"] == 1
    assert {row.kind for row in demo} == set(AgencyKind)


def test_the_demo_serves_the_villages_of_the_stories(demo: tuple[agencies.AgencyRow, ...]) -> None:
    served = {row.serves: row.kind for row in demo if row.desk is None}
    assert served == {
        ("73.09.08.2004",): AgencyKind.PATBM,
        ("73.08.16.2009",): AgencyKind.PATBM,
        ("73.71.09.1006",): AgencyKind.SHELTER,
        ("73",): AgencyKind.OFFICE,
    }


def test_the_demo_phones_are_invented_and_all_different(
    demo: tuple[agencies.AgencyRow, ...],
) -> None:
    phones = [row.desk.phone for row in demo if row.desk]
    assert all(phone.startswith("+6241155501") for phone in phones)
    assert len(phones) == len(set(phones)) == 32


def test_the_demo_neutral_names_are_all_different(demo: tuple[agencies.AgencyRow, ...]) -> None:
    assert len({row.neutral_name for row in demo}) == len({row.unit_code for row in demo}) == 36


def test_a_line_becomes_values() -> None:
    row = parse({}).rows[0]
    assert row.kind is AgencyKind.UPTD
    assert row.serves == ("73.09", "73.09.08.2004")
    assert row.services == (Service.COMPLAINT, Service.LEGAL_AID)
    assert row.desk == agencies.Desk("Piket", "+624115550101")


@pytest.mark.parametrize(
    "change",
    [
        {"agency_code": "UPTD Maros"},
        {"agency_code": "a" * 41},
        {"agency_name": ""},
        {"kind": "polisi"},
        {"neutral_name": "UPTD PPA Maros"},
        {"neutral_name": "Rumah Aman"},
        {"district_code": "73.09.08"},
        {"district_code": "73.71"},
        {"serves": ""},
        {"serves": " | "},
        {"serves": "73.09|Marusu"},
        {"serves": "73.09|73.09.99"},
        {"services": "visum"},
        {"desk_name": ""},
        {"desk_phone": ""},
    ],
)
def test_a_wrong_cell_refuses_its_line(change: dict[str, str]) -> None:
    assert set(refused({}, {"unit_code": "kedua"} | change)) == {3}


@pytest.mark.parametrize(
    "phone", ["0411-555", "abc", "+1 202 555 0101", "00411555", "113", "0" * 30]
)
def test_a_phone_is_an_indonesian_number(phone: str) -> None:
    assert refused({"desk_phone": phone}) == [2]


@pytest.mark.parametrize(
    ("typed", "phone"),
    [("0411 555 0101", "+624115550101"), ("+62 411 5550101", "+624115550101"),
     ("(0411) 5550101", "+624115550101"), ("112", "112")],
)  # fmt: skip
def test_a_phone_is_kept_in_the_international_form(typed: str, phone: str) -> None:
    desk = parse({"desk_phone": typed}).rows[0].desk
    assert desk is not None
    assert desk.phone == phone


def test_an_agency_may_have_more_units_and_a_unit_no_desk() -> None:
    assert len(parse({}, {"unit_code": "kedua"}).rows) == 2
    assert parse({"desk_name": "", "desk_phone": ""}).rows[0].desk is None


def test_a_unit_stands_once_and_lines_about_one_agency_agree() -> None:
    assert refused({}, {}) == [3]
    assert refused({}, {"unit_code": "kedua", "agency_name": "Lain"}) == [3]
    assert refused({}, {"unit_code": "kedua", "kind": "police"}) == [3]
