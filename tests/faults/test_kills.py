"""kill -9 of web, worker, beat, Redis and PostgreSQL while reports and answers flow."""

import shlex
from collections.abc import Iterator
from datetime import timedelta

import pytest

import config
from tests.faults.flow import Flow
from tests.service import Owner
from tests.setup.run import PROGRAMS, Run
from worker.embedded import until

pytestmark = [pytest.mark.slow]
RUNG_2 = timedelta(minutes=16)


def owner_of(run: Run) -> Owner:
    """Who looks into what a start keeps, with the settings that it left."""
    words = shlex.split((run.var / "env").read_text())
    return Owner(config.Settings.from_env(dict(w.split("=", 1) for w in words if "=" in w)))


@pytest.fixture(scope="module")
def survived(run: Run) -> Iterator[Flow]:
    """Each program killed once; before and after each, reports and answers are acknowledged."""
    owner = owner_of(run)
    flow = Flow(f"http://127.0.0.1:{run.port}", owner)
    flow.start()
    try:
        assert flow.goes_on()
        for name in PROGRAMS:
            run.kill(name)
            assert flow.goes_on(), f"nothing flows after {name}"
    finally:
        flow.stop()
    yield flow
    owner.close()


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(survived: Flow) -> None:
    opened = survived.owner.rows(
        "SELECT c.id, p.username FROM case_file c JOIN person p ON p.id = c.opener_id"
        " WHERE c.opened_at >= :since", since=survived.began,
    )  # fmt: skip

    acknowledged = {(c, who) for who, cases in survived.reported.items() for c in cases}
    assert sorted((str(row.id), row.username) for row in opened) == sorted(acknowledged)
    assert len(acknowledged) > 2 * len(PROGRAMS)


def test_every_acknowledged_answer_stands(survived: Flow) -> None:
    stands = "SELECT case_id FROM referral WHERE claimed_at IS NOT NULL AND case_id = ANY(:cases)"
    rows = survived.owner.rows(stands, cases=survived.claimed)

    assert sorted(str(row.case_id) for row in rows) == sorted(survived.claimed)
    assert len(rows) > len(PROGRAMS)


def told(survived: Flow, cases: list[str], rung: int) -> dict[str, list[str]]:
    """Who was told of each case at a rung of its ladder."""
    rows = survived.owner.rows(
        "SELECT i.case_id, p.username FROM inbox_item i JOIN person p ON p.id = i.person_id"
        " WHERE i.case_id = ANY(:cases) AND i.rung = :rung", cases=cases, rung=rung,
    )  # fmt: skip
    found: dict[str, list[str]] = {case: [] for case in cases}
    for row in rows:
        found[str(row.case_id)].append(row.username)
    return found


def test_the_desk_is_told_of_each_report_exactly_once(survived: Flow) -> None:
    survived.owner.ring()

    waiting = told(survived, survived.reported["relawan_bone"], 1)
    assert waiting
    assert len(set(map(tuple, waiting.values()))) == 1
    assert all(who and len(who) == len(set(who)) for who in waiting.values())


def test_beat_and_worker_go_on_by_themselves(survived: Flow) -> None:
    now = survived.owner.now()

    assert until(lambda: survived.owner.came_round("send", now), 30)


def test_reminders_go_on_and_none_comes_twice(survived: Flow) -> None:
    survived.owner.at(survived.owner.now() + RUNG_2)
    survived.owner.ring()

    waiting = told(survived, survived.reported["relawan_bone"], 2)
    assert all(who and len(who) == len(set(who)) for who in waiting.values())
    assert not any(told(survived, survived.claimed, 2).values())
