"""Life A written down only next morning: the law's clock runs from the first telling."""

from datetime import timedelta

import pytest

from tests.stories.acts import Life, clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_it_was_sent_ten_hours_and_three_quarters_too_late(morning: Life) -> None:
    sent = morning.promises()["send 1"]

    assert (sent.done_at - sent.due_at) // timedelta(minutes=1) == 10 * 60 + 45


@pytest.mark.parametrize(
    ("promise", "started", "due"),
    [
        ("police_report", "14 20.15", "17 20.15"),
        ("first_contact", "14 20.15", "15 20.15"),
        ("acknowledge 1", "15 08.00", "15 09.00"),
        ("answer 1", "15 08.00", "15 09.00"),
        ("triage", "15 08.00", "15 10.00"),
    ],
)
def test_law_and_safety_count_from_the_telling_a_desk_from_receipt(
    morning: Life, promise: str, started: str, due: str
) -> None:
    row = morning.promises()[promise]

    assert (clock(row.started_at), clock(row.due_at)) == (started, due)


def test_the_activist_reads_when_it_was_told_and_when_it_was_sent(morning: Life) -> None:
    assert "14 Mar 20.15 WITA" in morning.seen["sent"]
    assert "15 Mar 08.00 WITA" in morning.seen["sent"]
