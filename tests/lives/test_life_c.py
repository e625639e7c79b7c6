"""Life C (domain.md 8.2) row by row: its limits, its results, and who was reminded when."""

from datetime import date

import pytest

from referral.reminders.clocks import working_days_between
from tests.lives.chronicle import Chronicle, clock
from tests.reminders.test_ladder_lives import OFFICES

SECRETS = ("Kenari", "0800-555", "0800555", "Mallari")


@pytest.mark.parametrize(
    ("promise", "place", "started", "due", "done"),
    [
        ("send REF-1", 0, "29 Jun 08.40", "29 Jun 14.40", "29 Jun 09.10"),
        ("acknowledge REF-1", 0, "29 Jun 09.10", "29 Jun 15.10", "29 Jun 13.30"),
        ("triage", 0, "29 Jun 09.10", "29 Jun 15.10", "29 Jun 13.30"),
        ("first_contact", 0, "29 Jun 08.40", "2 Jul 08.40", "30 Jun 16.30"),
        ("acknowledge REF-2", 0, "3 Jul 09.00", "4 Jul 09.00", "3 Jul 15.00"),
        ("acknowledge REF-3", 0, "3 Jul 09.00", "6 Jul 16.00", "6 Jul 09.00"),
        ("acknowledge REF-4", 0, "3 Jul 09.00", "6 Jul 16.00", "6 Jul 09.00"),
        ("re_contact", 0, "8 Jul 00.00", "9 Jul 00.00", "8 Jul 15.00"),
        ("feedback REF-3", 0, "3 Jul 09.00", "17 Jul 09.00", "15 Jul 10.00"),
        ("first_service REF-4", 0, "6 Jul 09.00", "15 Jul 16.00", "27 Jul 10.00"),
        ("plan_review", 1, "6 Jul 10.00", "20 Jul 10.00", "20 Jul 09.00"),
        ("plan_review", 2, "20 Jul 09.00", "3 Aug 09.00", "3 Aug 08.30"),
        ("after_1_month", 0, "12 Oct 10.00", "12 Nov 16.00", "12 Nov 10.00"),
        ("after_3_months", 0, "12 Oct 10.00", "12 Jan 16.00", ""),
    ],
)
def test_every_promise_starts_ends_and_is_kept_to_the_minute(
    lived_c: Chronicle, promise: str, place: int, started: str, due: str, done: str
) -> None:
    row = lived_c.promises(*promise.split())[place]
    assert (clock(row.started_at), clock(row.due_at), clock(row.done_at)) == (started, due, done)


@pytest.mark.parametrize(
    ("promise", "told"),
    [
        ("acknowledge REF-1", []),
        (
            "re_contact",
            [
                ("8 Jul 06.00", "kepala_bone"),
                ("8 Jul 06.00", "mk_bone"),
                ("8 Jul 06.00", "piket_bone"),
                ("8 Jul 12.00", "mk_bone"),
            ],
        ),
        (
            "first_service REF-4",
            [
                ("10 Jul 08.00", "dukcapil_bone"),
                ("14 Jul 08.00", "dukcapil_bone"),
                ("15 Jul 16.00", "atasan_dukcapil"),
                ("15 Jul 16.00", "dukcapil_bone"),
                ("17 Jul 08.00", "kepala_bone"),
                ("17 Jul 08.00", "kepala_dukcapil"),
                ("24 Jul 08.00", "dp3a_bone"),
                ("24 Jul 08.00", "provinsi"),
            ],
        ),
    ],
)
def test_who_was_reminded_when(
    lived_c: Chronicle, promise: str, told: list[tuple[str, str]]
) -> None:
    assert lived_c.told(*promise.split()) == told


def test_the_first_contact_misses_its_target_and_not_its_limit(lived_c: Chronicle) -> None:
    (row,) = lived_c.promises("first_contact")
    assert clock(row.target_at) == "29 Jun 14.40"
    assert row.target_at < row.done_at < row.due_at
    assert "Lewat sasaran" in lived_c.seen["before the contact"]


def test_the_birth_certificate_is_eight_working_days_late(lived_c: Chronicle) -> None:
    (row,) = lived_c.promises("first_service", "REF-4")
    assert working_days_between(row.due_at, row.done_at, OFFICES) == 8


def test_the_risk_rises_at_midnight_and_the_head_lowers_it_with_a_reason(
    lived_c: Chronicle,
) -> None:
    acts = lived_c.house.sql(
        "SELECT act, detail, at FROM case_event WHERE act LIKE 'risk%' ORDER BY at"
    )
    assert [(row.act, row.detail, clock(row.at)) for row in acts] == [
        ("risk_confirmed", "medium", "29 Jun 13.30"),
        ("risk_risen", "high", "8 Jul 00.00"),
        ("risk_confirmed", "low", "3 Aug 08.30"),
    ]


def test_the_day_of_the_hearing_stands_on_the_managers_day(lived_c: Chronicle) -> None:
    assert "09.00" in lived_c.seen["my day"].split("Hari ini")[-1]
    assert "Sidang" in lived_c.seen["my day"].split("Janji hari ini")[1].split("</section>")[0]


def test_the_visit_missed_in_september_goes_to_the_supervisor(lived_c: Chronicle) -> None:
    assert ("10 Sep 16.00", "kepala_bone") in lived_c.told("visit")
    late = [row for row in lived_c.promises("visit") if row.done_at and row.done_at > row.due_at]
    assert [clock(row.done_at) for row in late] == ["1 Oct 10.00"]


def test_each_desk_learns_only_its_part(lived_c: Chronicle) -> None:
    for page in ("school", "dukcapil"):
        assert "Kenari Anak" in lived_c.seen[page]
        assert not [word for word in ("Kenari cerita", "nikah") if word in lived_c.seen[page]]


def test_the_activist_reads_no_name_any_more(lived_c: Chronicle) -> None:
    assert not [word for word in SECRETS[:3] if word in lived_c.seen["activist"]]


def test_for_the_uncle_who_heads_the_village_the_case_is_not_there(lived_c: Chronicle) -> None:
    assert "Andi Contoh" in lived_c.seen["search"]
    card = lived_c.seen["exclusions"].split("Andi Contoh</h2>")[1].split("</section>")[0]
    for shown in ("Keluarga anak", "Anwar Contoh", "1 Jul 15.00"):
        assert shown in card
    lived_c.read("kades_mallari", f"/cases/{lived_c.case}", 404)
    (case,) = lived_c.house.sql("SELECT number FROM case_file")
    for page in ("/", "/cases", "/inbox"):
        assert case.number not in lived_c.read("kades_mallari", page)
    told = lived_c.house.sql(
        "SELECT FROM inbox_item WHERE person_id = :who", who=lived_c.house.person("kades_mallari")
    )
    assert told == []


def test_the_letter_to_the_court_stands_on_the_law_line_without_a_finding(
    lived_c: Chronicle,
) -> None:
    law = lived_c.seen["law"].split("Jalur hukum</h2>")[1].split("</section>")[0]
    assert "Rekomendasi ke pengadilan agama: Tidak direkomendasikan" in law
    assert "R-7/VII/2026" in law
    assert "Kenari" not in law


def test_the_activist_accompanies_the_child_until_the_end_and_reads_no_name(
    lived_c: Chronicle,
) -> None:
    page, end = lived_c.seen["companion"], lived_c.seen["activist at the end"]
    for shown in ("Anda mendampingi anak ini", "sedang ditangani", "10 Sep 16.00", "Telepon"):
        assert shown in page
    assert not [word for word in (*SECRETS[:3], "nikah") if word in page]
    assert "Selesai" in end
    assert "Anda mendampingi" not in end


def test_economic_aid_is_asked_of_dinsos_and_the_loop_is_closed(lived_c: Chronicle) -> None:
    (row,) = lived_c.promises("confirm", "REF-6")
    assert clock(row.done_at) == "7 Aug 09.00"


def test_a_rumour_alone_starts_no_police_clock(lived_c: Chronicle) -> None:
    (told,) = lived_c.house.sql("SELECT at, detail FROM case_event WHERE act = 'incident'")
    assert (clock(told.at), told.detail) == ("20 Jul 09.00", "no")
    assert lived_c.promises("police_report") == []


def test_nothing_that_is_owed_is_left_but_the_last_check(lived_c: Chronicle) -> None:
    left = lived_c.house.sql("SELECT kind, due_at FROM follow_up WHERE done_at IS NULL")
    assert [row.kind for row in left] == ["after_3_months"]
    assert left[0].due_at.date() == date(2027, 1, 12)
