"""`limits import` reads dated limits; what the law sets may only be made shorter."""

import pytest

from referral.directory.forms import sheet
from referral.i18n import speaking
from referral.reminders import forms
from referral.reminders.clocks import Clock
from referral.reminders.kinds import Kind, Mark

HEAD = ",".join(forms.COLUMNS)
GOOD = "answer,high,police,,,73.09,12,H,6,S,Kesepakatan Maros 2026,2026-09-01"
KNOWN = {"73", "73.09", "73.09.08"}


def parse(*lines: str) -> sheet.Parsed[forms.LimitRow]:
    with speaking("id"):
        return forms.parse("\n".join((HEAD, *lines)).encode(), KNOWN)


def test_a_line_becomes_values() -> None:
    (row,) = parse(GOOD).rows
    assert (row.kind, row.risk, row.receiver, row.district) == (
        Kind.ANSWER, "high", "police", "73.09",
    )  # fmt: skip
    assert (row.amount, row.clock, row.target, row.mark) == (12, Clock.HOURS, 6, Mark.SUGGESTION)


@pytest.mark.parametrize(
    "line",
    [
        "jawab,,,,,,12,H,,S,Kesepakatan,2026-09-01",
        "answer,tinggi,,,,,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,polisi,,,,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,5h,,,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,ya,,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,73,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,73.99,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,73.09.08,12,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,0,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,-3,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,1.5,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,10001,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,٣,H,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,12,jam,,S,Kesepakatan,2026-09-01",
        "answer,,,,,,12,H,13,S,Kesepakatan,2026-09-01",
        "answer,,,,,,12,H,,X,Kesepakatan,2026-09-01",
        "answer,,,,,,12,H,,S,,2026-09-01",
        "answer,,,,,,12,H,,S,Kesepakatan,1/9/2026",
        GOOD,
    ],
)
def test_one_wrong_line_refuses_the_whole_file(line: str) -> None:
    parsed = parse(GOOD, line)
    assert parsed.rows == ()
    assert [refusal.line for refusal in parsed.refusals] == [3]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("police_report,,,,,,73,H,,L,UU 12/2022,2026-09-01", "paling lama 72 jam (UU 12/2022"),
        ("police_report,low,,,,73.09,4,WD,,L,UU 12/2022,2026-09-01", "hanya boleh dipersingkat"),
        ("police_report,,,,,,3,WD,,L,UU 12/2022,2026-09-01", "hanya boleh dipersingkat"),
        ("police_report,,,,,73.09,2,WD,,L,UU 12/2022,2026-11-01", "kolom clock harus H"),
        ("police_protection,,,,,,1,WD,,L,UU 12/2022,2026-09-01", "hanya boleh dipersingkat"),
        ("takedown,,,,,,1,M,,L,Kepmenkominfo,2026-09-01", "hanya boleh dipersingkat"),
        ("protection_lpsk,,,,,,12,H,,G,Kesepakatan,2026-09-01", "kolom mark harus L"),
        ("police_report,,,,,,48,H,,S,Kesepakatan,2026-09-01", "kolom mark harus L"),
    ],
)
def test_the_law_is_never_made_longer(line: str, told: str) -> None:
    (refusal,) = parse(line).refusals
    assert told in refusal.reason


def test_the_law_may_be_made_shorter() -> None:
    (row,) = parse("police_report,high,,,,73.09,48,H,24,L,UU 12/2022 pasal 41,2026-09-01").rows
    assert row.amount == 48


def test_every_kind_with_a_clock_can_be_named() -> None:
    lines = [f"{kind},,,,,,1,H,,L,Uji,2026-09-01" for kind in forms.KINDS]
    assert len(parse(*lines).rows) == len(forms.KINDS)
