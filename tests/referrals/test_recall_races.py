"""A recall and a reading at once, on two connections: what is read after its commit shows nothing.

The reading is held before each of its statements in turn until the recall has committed. Words
whose statement had not run by then must not stand on the page.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.app import create_app
from referral.referrals import actions
from referral.referrals.models import Status
from tests.demo import enter
from tests.referrals import given
from tests.servers import Servers, settings_for

FEW, MANY, DESK = 30, 1000, "polisi_maros"
CHILD, STORY = given.SECRETS[:2]
KEPT = ("access_grant", "referral", "follow_up", "ladder")
BACK = """
SET session_replication_role = replica;
DELETE FROM {table}; INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_{table};
"""


class Race:
    """One accepted referral, recalled again and again; what a recall did is undone as the owner."""

    def __init__(self, servers: Servers, name: str) -> None:
        self.seen: list[str] = []
        self.hold: int | None = None
        self.reading = False
        self.app = create_app(settings_for(servers, servers.clone(name)))
        with self.app.app_context():
            self.id = given.referral(Status.ACCEPTED).id
            db.session.remove()
            sa.event.listen(db.sqla.engine, "before_cursor_execute", self._before)
        root = sa.create_engine(servers.postgres.url("postgres", name))
        self.root = root.execution_options(isolation_level="AUTOCOMMIT")
        self._sql(*(f"CREATE TABLE kept_{t} AS TABLE {t}" for t in KEPT))
        self.desk = enter(self.app, DESK)
        self.pool = ThreadPoolExecutor(1)

    def _sql(self, *statements: str) -> None:
        with self.root.connect() as connection:
            for one in statements:
                connection.exec_driver_sql(one)

    def back(self) -> None:
        """As before the recall."""
        self._sql(*(BACK.format(table=t) for t in KEPT))

    def close(self) -> None:
        """Nothing stays open."""
        self.pool.shutdown()
        self.root.dispose()
        with self.app.app_context():
            db.sqla.engine.dispose()

    def _before(self, _c: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if not self.reading:
            return
        if len(self.seen) == self.hold:
            self.reading = False
            self.pool.submit(self._recall).result(60)
            self.reading = True
        self.seen.append(statement)

    def _recall(self) -> None:
        with self.app.app_context():
            sender = given.acting("mk_maros")
            actions.recall(given.found(self.id, sender), "Keluarga pindah.", by=sender)
            db.session.remove()

    def read(self, hold: int | None) -> str:
        """The desk's page, held before that statement until the recall has committed."""
        self.seen, self.hold, self.reading = [], hold, True
        try:
            page = self.desk.get(f"/referrals/{self.id}")
            assert page.status_code in (200, 404), page.status_code
            return page.get_data(as_text=True)
        finally:
            self.reading = False


@pytest.fixture
def race(servers: Servers, worker_id: str) -> Iterator[Race]:
    made = Race(servers, f"recall_{worker_id}")
    yield made
    made.close()


def raced(race: Race, times: int) -> None:
    """So many races; each statement of the page is the one before which the recall commits."""
    page = race.read(None)
    assert CHILD in page
    assert STORY in page
    long, leaks, hidden = len(race.seen), [], 0
    opened = {
        word: next(n for n, s in enumerate(race.seen) if table in s)
        for word, table in (
            (CHILD, "case_identity"),
            (STORY, "case_story"),
            (given.WHY, "referral_text"),
        )
    }
    for number in range(times):
        hold = number % long
        page = race.read(hold)
        assert len(race.seen) > hold, "the recall came in between"
        leaks += [(hold, word) for word, at in opened.items() if hold <= at and word in page]
        hidden += CHILD not in page
        assert CHILD not in race.read(None), "and never afterwards"
        race.back()
    print(f"{times} races over {long} statements, {len(leaks)} leaks, {hidden} pages without")  # noqa: T201
    assert not leaks
    assert times // long < hidden < times


def test_what_is_read_after_a_recall_shows_nothing(race: Race) -> None:
    raced(race, FEW)


@pytest.mark.prove
def test_nor_does_it_in_a_thousand_races(race: Race) -> None:
    raced(race, MANY)
