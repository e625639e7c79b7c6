"""Life A (domain.md 8.1) row by row: its limits, its results, and who was reminded when."""

import re
from datetime import timedelta

import pytest

from referral.policy import Compartment
from referral.referrals.models.labels import LABELS
from tests.lives.chronicle import Chronicle, clock

SECRETS = ("Kenari", "0800-555", "0800555")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("promise", "place", "started", "due", "done"),
    [
        ("send REF-1", 0, "14 Mar 20.15", "14 Mar 21.15", "14 Mar 21.05"),
        ("acknowledge REF-1", 0, "14 Mar 21.05", "14 Mar 22.05", "14 Mar 21.25"),
        ("answer REF-1", 0, "14 Mar 21.05", "14 Mar 22.05", "14 Mar 21.40"),
        ("triage", 0, "14 Mar 21.05", "14 Mar 23.05", "14 Mar 21.25"),
        ("first_contact", 0, "14 Mar 20.15", "15 Mar 20.15", "15 Mar 09.00"),
        ("police_report", 0, "14 Mar 20.15", "17 Mar 20.15", "15 Mar 13.00"),
        ("initial_assessment", 0, "14 Mar 20.15", "15 Mar 20.15", "15 Mar 09.00"),
        ("answer REF-2", 0, "15 Mar 10.00", "15 Mar 16.00", "15 Mar 13.00"),
        ("takedown KOMDIGI", 0, "15 Mar 16.10", "15 Mar 20.10", "15 Mar 18.30"),
        ("police_protection", 0, "15 Mar 13.00", "16 Mar 13.00", "16 Mar 10.00"),
        ("simfoni", 0, "14 Mar 21.40", "16 Mar 16.00", "16 Mar 11.00"),
        ("lpsk_decision REF-4", 0, "17 Mar 09.00", "7 May 16.00", "5 May 10.00"),
        ("full_assessment", 0, "14 Mar 20.15", "21 Mar 20.15", "25 Mar 10.00"),
        ("plan", 0, "25 Mar 10.00", "1 Apr 10.00", "27 Mar 09.00"),
        ("plan_review", 0, "27 Mar 09.00", "10 Apr 09.00", "10 Apr 08.00"),
        ("acknowledge REF-5", 0, "30 Mar 09.00", "31 Mar 16.00", "31 Mar 10.00"),
        ("answer REF-5", 0, "30 Mar 09.00", "2 Apr 16.00", "6 Apr 10.00"),
        ("police_report", 1, "14 Apr 08.00", "17 Apr 08.00", "14 Apr 11.00"),
        ("police_protection", 1, "14 Apr 11.00", "15 Apr 11.00", "14 Apr 15.00"),
        ("takedown KOMDIGI-2", 0, "14 Apr 10.00", "14 Apr 14.00", "14 Apr 13.00"),
        ("after_1_month", 0, "30 Sep 09.00", "30 Oct 16.00", "30 Oct 10.00"),
        ("after_3_months", 0, "30 Sep 09.00", "30 Dec 16.00", ""),
        ("purge", 0, "30 Sep 09.00", "30 Dec 16.00", ""),
    ],
)
def test_every_promise_starts_ends_and_is_kept_to_the_minute(
    lived_a: Chronicle, promise: str, place: int, started: str, due: str, done: str
) -> None:
    row = lived_a.promises(*promise.split())[place]
    assert (clock(row.started_at), clock(row.due_at), clock(row.done_at)) == (started, due, done)


@pytest.mark.parametrize(
    ("promise", "name", "told"),
    [
        (
            "acknowledge",
            "REF-1",
            [("14 Mar 21.05", "piket_maros"), ("14 Mar 21.20", "piket_maros")],
        ),
        ("first_contact", None, [("15 Mar 08.15", "mk_maros")]),
        ("police_report", None, []),
        (
            "full_assessment",
            None,
            [
                ("18 Mar 08.15", "mk_maros"),
                ("20 Mar 10.39", "mk_maros"),
                ("20 Mar 10.39", "piket_maros"),
                ("21 Mar 20.15", "kepala_maros"),
                ("21 Mar 20.15", "mk_maros"),
                ("23 Mar 14.15", "kepala_maros"),
            ],
        ),
        (
            "answer",
            "REF-5",
            [
                ("1 Apr 08.00", "bk_maros"),
                ("2 Apr 16.00", "bk_maros"),
                ("2 Apr 16.00", "kepsek_maros"),
                ("6 Apr 08.00", "kepala_maros"),
                ("6 Apr 08.00", "kepsek_maros"),
            ],
        ),
        ("protection_lpsk", None, []),
    ],
)
def test_who_was_reminded_when(
    lived_a: Chronicle, promise: str, name: str | None, told: list[tuple[str, str]]
) -> None:
    assert lived_a.told(promise, name) == told


def test_manager_and_legal_companion_are_reminded_of_lpsk_after_14_and_30_days(
    lived_a: Chronicle,
) -> None:
    assert lived_a.told("lpsk_decision", "REF-4") == [
        ("31 Mar 09.00", "hukum_maros"),
        ("31 Mar 09.00", "mk_maros"),
        ("16 Apr 09.00", "hukum_maros"),
        ("16 Apr 09.00", "mk_maros"),
    ]


def test_the_head_looks_through_the_file_every_week_and_is_not_reminded(
    lived_a: Chronicle,
) -> None:
    reviews = lived_a.promises("file_review")
    assert len(reviews) > 20
    assert all(row.due_at - row.started_at == timedelta(days=7) for row in reviews)
    assert {row.username for row in reviews} == {"kepala_maros"}
    assert lived_a.told("file_review") == []


def test_nobody_was_hurt_so_no_doctor_is_owed(lived_a: Chronicle) -> None:
    assert lived_a.promises("emergency_health") == []


def test_the_child_was_asked_about_self_harm_and_said_no(lived_a: Chronicle) -> None:
    page = lived_a.seen["asked"]
    assert "Ditanya soal melukai diri" in page
    assert "Sudah, tidak ada" in page
    assert "Telepon 119" not in page


def test_it_is_written_down_who_agrees_for_the_child_and_why(lived_a: Chronicle) -> None:
    page = lived_a.seen["who agrees"]
    ground = "Keluarga yang mengasuh selama orang tua tidak ada. Kenari orang tua jauh"
    assert "Kenari Bibi" in page
    assert ground in page


def test_the_receipt_of_the_device_stands_with_the_police_report(lived_a: Chronicle) -> None:
    page = lived_a.seen["police report"]
    assert "LP/B/88/III/2026" in page
    assert "TT/12/III/2026" in page


def test_the_head_sees_when_the_online_evidence_goes(lived_a: Chronicle) -> None:
    page = lived_a.read("kepala_maros", f"/cases/{lived_a.case}")
    assert "Hapus bukti daring" in page


def test_lpsk_answered_after_49_days_within_its_30_working_days(lived_a: Chronicle) -> None:
    (row,) = lived_a.promises("lpsk_decision", "REF-4")
    assert (row.done_at.date() - row.started_at.date()).days == 49
    assert row.done_at < row.due_at


def test_no_order_of_protection_starts_no_clock_of_lpsk(lived_a: Chronicle) -> None:
    assert lived_a.promises("protection_lpsk") == []


def test_the_assessment_is_late_by_three_days_and_more_and_says_why(lived_a: Chronicle) -> None:
    (row,) = lived_a.promises("full_assessment")
    assert row.done_at - row.due_at == timedelta(days=3, hours=13, minutes=45)
    assert row.late_because == "office_closed"
    assert "Pilih mengapa terlambat" in lived_a.seen["late"]


def test_the_address_was_removed_within_its_four_hours(lived_a: Chronicle) -> None:
    (row,) = lived_a.promises("takedown", "KOMDIGI")
    assert row.done_at - row.started_at == timedelta(hours=2, minutes=20)
    assert "tidak dapat dihapus" in lived_a.seen["komdigi"]


def test_in_the_first_month_the_child_is_seen_twice_a_week(lived_a: Chronicle) -> None:
    visits = [clock(row.done_at) for row in lived_a.promises("visit") if row.done_at]
    assert visits[:3] == ["18 Mar 15.00", "22 Mar 15.00", "25 Mar 15.00"]
    dues = [clock(row.due_at) for row in lived_a.promises("visit")[:3]]
    assert dues == ["18 Mar 16.00", "22 Mar 16.00", "25 Mar 16.00"]


def test_while_offices_are_closed_the_officer_on_duty_sees_the_child(lived_a: Chronicle) -> None:
    met = lived_a.house.sql(
        "SELECT c.at, p.username FROM contact c JOIN person p ON p.id = c.by_person_id"
        " WHERE c.at BETWEEN '2026-03-17 16:00+00' AND '2026-03-25 10:00+00' ORDER BY c.at"
    )
    assert [(clock(row.at), row.username) for row in met] == [
        ("18 Mar 15.00", "piket_maros"),
        ("22 Mar 15.00", "piket_maros"),
        ("25 Mar 15.00", "mk_maros"),
    ]


def test_the_police_are_shared_four_parts_and_the_law_line(lived_a: Chronicle) -> None:
    page = lived_a.seen["shared with the police"].split("Daftar yang dibagikan")[1]
    shared = re.findall(r"<li>([^<]+)</li>", page.split("</section>")[0])
    parts = [Compartment(bit) for bit in (4, 8, 32, 64, 512)]
    assert shared == [str(LABELS[Compartment][part]) for part in parts]


def test_new_addresses_reach_the_police_the_same_day(lived_a: Chronicle) -> None:
    assert "Kenari tiga alamat baru." in lived_a.seen["police in april"]


def test_the_law_was_asked_after_five_times_of_six_in_time(lived_a: Chronicle) -> None:
    asked = [row for row in lived_a.promises("law_follow_up") if row.late_because != "closed"][:6]
    assert [row.done_at <= row.due_at for row in asked] == [True] * 5 + [False]
    assert asked[5].late_because == "forgotten"


def test_nothing_is_left_owed_but_the_last_check_and_the_evidence(lived_a: Chronicle) -> None:
    left = lived_a.house.sql("SELECT kind FROM follow_up WHERE done_at IS NULL")
    assert [row.kind for row in left] == ["after_3_months", "purge"]


@pytest.mark.parametrize("page", ["police before", "school before"])
def test_a_desk_reads_no_name_before_it_accepts(lived_a: Chronicle, page: str) -> None:
    assert not [word for word in SECRETS if word in lived_a.seen[page]]


def test_the_school_reads_whom_to_support_and_no_story(lived_a: Chronicle) -> None:
    page = lived_a.seen["school after"]
    assert "Kenari Anak" in page
    assert not [word for word in ("Kenari cerita", "Kenari akun", "Rp500.000") if word in page]


def test_the_psychologist_reads_his_part_and_only_in_the_referral(lived_a: Chronicle) -> None:
    assert "Kenari Anak" in lived_a.seen["psychologist"]
    assert "Kenari akun" not in lived_a.seen["psychologist"]
    assert not [word for word in SECRETS if word in lived_a.seen["psychologist's case"]]


def test_the_schools_access_has_ended(lived_a: Chronicle) -> None:
    page = lived_a.read("bk_maros", f"/referrals/{lived_a.referrals['REF-5']}")
    assert "Kenari Anak" not in page


@pytest.mark.parametrize("page", ["activist in april", "activist at the end"])
def test_the_activist_knows_that_it_goes_on_and_no_more(lived_a: Chronicle, page: str) -> None:
    assert not [word for word in SECRETS if word in lived_a.seen[page]]


def test_the_activist_knows_in_the_end_that_it_is_done(lived_a: Chronicle) -> None:
    assert "Selesai" in lived_a.seen["activist at the end"]


def test_the_province_sees_that_its_help_was_asked_for_and_no_more(lived_a: Chronicle) -> None:
    page = lived_a.seen["province"]
    assert "Bantuan lintas provinsi diminta" in page
    assert not [word for word in (*SECRETS, "B-31/VI/2026") if word in page]


def test_the_former_manager_reads_no_story_after_the_closing(lived_a: Chronicle) -> None:
    page = lived_a.read("mk_maros", f"/cases/{lived_a.case}")
    assert "Kenari Anak" in page
    assert "Kenari cerita" not in page
