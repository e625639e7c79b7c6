"""Reports and answers that flow while things break: each side keeps what was acknowledged."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from threading import Event
from time import monotonic
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from tests.faults.phone import Answer, AwayError, Phone
from tests.service import Owner
from tests.stories.acts import REPORT
from worker.embedded import until

PATIENCE, BREATH = 60.0, 0.2
NOW = {name: value for name, value in REPORT.items() if name != "told_at"}
T = TypeVar("T")


class Flow:
    """Two volunteers report without pause; the desk of one of them answers each report."""

    def __init__(self, url: str, owner: Owner) -> None:
        self.url, self.owner = url, owner
        self.began = owner.now()
        self.reported: dict[str, list[str]] = {"relawan_maros": [], "relawan_bone": []}
        self.claimed: list[str] = []
        self._over = Event()
        self._pool = ThreadPoolExecutor(3)
        self._work: list[Future[None]] = []

    def start(self) -> None:
        """Let it flow."""
        self._work = [self._pool.submit(self._report, name) for name in self.reported]
        self._work.append(self._pool.submit(self._answer))

    def stop(self) -> None:
        """Finish what is under way; raises what a side met."""
        self._over.set()
        for side in self._work:
            side.result(2 * PATIENCE)
        self._pool.shutdown()

    def goes_on(self) -> bool:
        """From now on two more reports and an answer are acknowledged, within half a minute."""
        reports, answers = self._acknowledged()

        def more() -> bool:
            now = self._acknowledged()
            return now[0] > reports + 1 and now[1] > answers

        return until(more, 30)

    def _acknowledged(self) -> tuple[int, int]:
        return sum(map(len, self.reported.values())), len(self.claimed)

    def _insist(self, ask: Callable[[], T]) -> T:
        """As a person would: again, with the same page, until there is an answer."""
        end = monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except (AwayError, DBAPIError):
                assert monotonic() < end, "no answer for too long"
                self._over.wait(BREATH)

    def _report(self, username: str) -> None:
        phone = Phone(self.url)
        self._insist(lambda: phone.sign_in(username))
        while not self._over.wait(BREATH):
            page = self._insist(lambda: phone.ask("/cases/new"))
            fields = self._filled(page)
            done = self._insist(lambda fields=fields: phone.ask("/cases", fields))  # type: ignore[misc]
            assert done.status == HTTPStatus.SEE_OTHER, done
            self.reported[username].append(done.to.split("/")[2])

    def _filled(self, page: Answer) -> dict[str, object]:
        """The form as shown, with the home village that it proposes."""
        code = page.hidden["village"]
        place = self._insist(
            lambda: self.owner.rows("SELECT path FROM area WHERE code = :code", code=code)
        )
        told = page.text.split('name="told_at" value="')[1:]
        moment = [text.split('"')[0] for text in told]
        return {**page.hidden, **NOW, "told_at": moment, "village": [place[0].path, code]}

    def _answer(self) -> None:
        desk, done = Phone(self.url), 0
        self._insist(lambda: desk.sign_in("piket_maros"))
        while not self._over.wait(BREATH):
            for case in self.reported["relawan_maros"][done:]:
                self._claim(desk, case)
                done += 1

    def _claim(self, desk: Phone, case: str) -> None:
        of_case = "SELECT id FROM referral WHERE case_id = :case"
        path = f"/referrals/{self._insist(lambda: self.owner.rows(of_case, case=case))[0].id}"
        page = self._insist(lambda: desk.ask(path))
        done = self._insist(lambda: desk.ask(f"{path}/claim", page.hidden))
        assert done.status == HTTPStatus.SEE_OTHER, done
        self.claimed.append(case)
