"""Life A, Sat 14 Mar 20.15 to Sun 15 Mar 13.00: every due time and reminder to the minute."""

from datetime import timedelta

import pytest

from tests.stories.acts import Life, clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("promise", "started", "due", "done"),
    [
        ("send 1", "14 20.15", "14 21.15", "14 21.05"),
        ("acknowledge 1", "14 21.05", "14 22.05", "14 21.25"),
        ("answer 1", "14 21.05", "14 22.05", "14 21.40"),
        ("triage", "14 21.05", "14 23.05", "14 21.25"),
        ("first_contact", "14 20.15", "15 20.15", "15 09.00"),
        ("police_report", "14 20.15", "17 20.15", "15 13.00"),
        ("answer 2", "15 10.00", "15 16.00", "15 13.00"),
        ("first_service 2", "15 13.00", "15 13.30", ""),
    ],
)
def test_every_promise_starts_ends_and_is_kept_to_the_minute(
    lived: Life, promise: str, started: str, due: str, done: str
) -> None:
    row = lived.promises()[promise]

    assert (clock(row.started_at), clock(row.due_at), clock(row.done_at)) == (started, due, done)


def test_the_report_was_sent_fifty_minutes_after_it_was_told(lived: Life) -> None:
    sent = lived.promises()["send 1"]

    assert (sent.done_at - sent.started_at) // timedelta(minutes=1) == 50


def test_the_first_contact_is_amber_from_its_target_on(lived: Life) -> None:
    assert clock(lived.promises()["first_contact"].target_at) == "15 00.15"
    assert "Lewat sasaran" in lived.seen["after midnight"]


def test_the_police_report_passes_to_the_manager_with_its_time_unchanged(lived: Life) -> None:
    police = lived.promises()["police_report"]

    assert (police.username, police.code) == ("mk_maros", "uptd-ppa-maros")
    assert police.done_at - police.started_at == timedelta(hours=16, minutes=45)


def test_claiming_stops_the_ladder_before_supervisor_and_province(lived: Life) -> None:
    told = [("14 21.05", "piket_maros"), ("14 21.20", "piket_maros")]

    assert lived.told()[:2] == told
    assert not {"kepala_maros", "provinsi"} & {who for _at, who in lived.told()}


def test_the_manager_is_reminded_of_the_first_contact_at_half_its_time(lived: Life) -> None:
    assert ("15 08.15", "mk_maros") in lived.told()


def test_a_call_to_who_told_is_no_first_contact(lived: Life) -> None:
    assert "Lakukan kontak aman pertama" in lived.seen["called the aunt"]
    assert clock(lived.promises()["first_contact"].done_at) == "15 09.00"


def test_each_side_hears_of_each_move(lived: Life) -> None:
    assert lived.told("report_taken_up") == [("14 21.40", "relawan_maros")]
    assert ("14 21.40", "mk_maros") in lived.told("case_assigned")
    assert ("15 10.00", "polisi_maros") in lived.told("referral_sent")
    assert ("15 13.00", "mk_maros") in lived.told("referral_accepted")


def test_the_police_desk_is_asked_for_an_answer_by_four(lived: Life) -> None:
    assert "15 Mar 16.00 WITA" in lived.seen["police reads"]
