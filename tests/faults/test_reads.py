"""kill -9 of the web while identities are read: none is shown without its row in the audit."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import psutil
import pytest

from tests.faults.phone import AwayError, Phone
from tests.faults.test_kills import owner_of
from tests.service import Owner
from tests.setup.run import Run
from worker.embedded import until

pytestmark = [pytest.mark.slow]
KILLS, MANY, READERS, IDENTITY = 10, 1000, 3, "<h2>Kontak aman</h2>"
MINE = (
    "SELECT c.id FROM case_file c JOIN person p ON p.id = c.manager_id"
    " JOIN case_identity i ON i.case_id = c.id WHERE p.username = 'mk_maros' LIMIT 1"
)
ROWS = (
    "SELECT count(*) FROM audit_entry WHERE act = 'case.read' AND case_id = :case"
    " AND compartments & 4 <> 0"
)


class Reading:
    """The case's manager opens it without pause, in several windows at once."""

    def __init__(self, url: str, owner: Owner) -> None:
        self.url, self.owner = url, owner
        self.case = owner.rows(MINE)[0].id
        self.before = self.rows()
        self.shown = 0
        self._count, self._over = Lock(), Event()
        self._pool = ThreadPoolExecutor(READERS)
        self._work = [self._pool.submit(self._read) for _window in range(READERS)]

    def rows(self) -> int:
        """How many readings of the identity stand in the audit."""
        return int(self.owner.rows(ROWS, case=self.case)[0][0])

    def stop(self) -> None:
        """Finish; raises what a window met."""
        self._over.set()
        for window in self._work:
            window.result(60)
        self._pool.shutdown()

    def _read(self) -> None:
        phone, inside = Phone(self.url), False
        while not self._over.is_set():
            try:
                if not inside:
                    phone.sign_in("mk_maros")
                    inside = True
                page = phone.ask(f"/cases/{self.case}")
            except AwayError:
                self._over.wait(0.05)
                continue
            if IDENTITY in page.text:
                with self._count:
                    self.shown += 1


def killed(run: Run, kills: int) -> Iterator[Reading]:
    """Readings during which workers of the web were killed; after each kill more was shown."""
    owner = owner_of(run)
    reading = Reading(f"http://127.0.0.1:{run.port}", owner)
    try:
        for _kill in range(kills):
            before = reading.shown
            assert until(lambda n=before: reading.shown > n + READERS, 30), "nothing is shown"  # type: ignore[misc]
            kill_a_worker(run)
    finally:
        reading.stop()
    yield reading
    owner.close()


def kill_a_worker(run: Run) -> None:
    master = run.find("web")
    assert master
    workers = master.children()
    assert workers
    victim = workers[0]
    victim.kill()
    psutil.wait_procs([victim], timeout=5)


def each_has_its_row(read: Reading, kills: int) -> None:
    rows = read.rows() - read.before
    print(f"{kills} kills, {read.shown} identities shown, {rows} rows")  # noqa: T201
    assert read.shown > kills * READERS
    assert rows >= read.shown


def test_no_identity_was_shown_without_its_row(run: Run) -> None:
    for read in killed(run, KILLS):
        each_has_its_row(read, KILLS)


@pytest.mark.prove
def test_nor_was_it_in_a_thousand_kills(run: Run) -> None:
    for read in killed(run, MANY):
        each_has_its_row(read, MANY)
