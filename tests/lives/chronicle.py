"""A life from its first telling to the last check: months of pages and reminders, in seconds."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from referral.cases.actions.armed import fire_rules
from referral.cli.cast import EVERYBODY, Part
from referral.cli.world import load_world
from referral.reminders.clocks import WITA
from tests.lives.forms import form_of
from tests.pages import Browser
from tests.worker.house import House

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
AWAKE = timedelta(minutes=50)
"""After so long without a touch a person signs in anew."""
NEXT = """
SELECT least((SELECT min(next_at) FROM ladder WHERE next_at > :now),
             (SELECT min(high_at) FROM case_file WHERE high_at > :now)) AS at"""
OWED = """
SELECT f.*, r.number, p.username FROM follow_up f LEFT JOIN referral r ON r.id = f.referral_id
LEFT JOIN person p ON p.id = f.owner_person_id WHERE f.kind = :kind ORDER BY f.id"""
NEAREST = """
SELECT f.id, f.kind, f.due_at, r.number FROM follow_up f
LEFT JOIN referral r ON r.id = f.referral_id
WHERE f.done_at IS NULL AND f.kind = ANY (:kinds) ORDER BY f.due_at LIMIT 1"""
TOLD = """
SELECT i.at, p.username, i.kind, f.kind AS promise, r.number FROM inbox_item i
JOIN person p ON p.id = i.person_id LEFT JOIN follow_up f ON f.id = i.follow_up_id
LEFT JOIN referral r ON r.id = coalesce(i.referral_id, f.referral_id)
ORDER BY i.at, p.username, i.id"""


def moment(at: datetime) -> list[str]:
    """A moment as the fields of a form take it."""
    local = at.astimezone(WITA)
    return [str(local.day), str(local.month), str(local.year), f"{local:%H.%M}"]


def day(on: date) -> list[str]:
    """A day as the fields of a form take it."""
    return [str(on.day), str(on.month), str(on.year)]


def clock(at: datetime | None) -> str:
    """A moment as the story tells it: ``14 Mar 21.05``."""
    return at.astimezone(WITA).strftime("%-d %b %H.%M") if at else ""


class Chronicle:
    """One case in a house of its own; whoever acts does so at a page, signed in."""

    def __init__(self, house: House, more: Iterable[Part] = ()) -> None:
        self.house, self.case = house, ""
        house.app.test_client_class = Browser
        with house.as_owner():
            load_world((*EVERYBODY, *more))
        self.referrals: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self._in: dict[str, tuple[Browser, datetime]] = {}
        self.now = datetime(2026, 1, 1, tzinfo=WITA)

    def until(self, at: datetime) -> None:
        """Time passes; the worker comes round whenever something falls due."""
        while (due := self.house.sql(NEXT, now=self.now)[0].at) is not None and due <= at:
            self._stand(due + SECOND)
        self._stand(max(at, self.now))

    def _stand(self, at: datetime) -> None:
        self.now = at
        self.house.at(at)
        with self.house.worker():
            fire_rules()
        self.house.tick()

    def at(self, username: str) -> Browser:
        """This person's browser, signed in by the demo's door."""
        browser, since = self._in.get(username, (None, self.now - 2 * AWAKE))
        if browser is None or self.now - since > AWAKE:
            browser = self._enter(username)
        self._in[username] = (browser, self.now)
        return browser

    def _enter(self, username: str) -> Browser:
        browser: FlaskClient = self.house.app.test_client()
        assert isinstance(browser, Browser)
        with self.house.web():
            browser.get("/sign-in")
            answer = browser.send("/sign-in/demo", username=username)
        assert answer.status_code == 303, answer.text
        return browser

    def read(self, username: str, address: str, status: int = 200) -> str:
        """The page that this person is given there."""
        with self.house.web():
            answer = self.at(username).get(address)
        assert answer.status_code == status, f"{username} {address}: {answer.status_code}"
        return answer.text

    def step(self, username: str, address: str, page: str = "", **fields: Any) -> str:
        """Fill in the form and send it, which must be taken; where it leads."""
        text = self.read(username, page or address)
        filled = {**form_of(text.split("<main")[1], address), **fields}
        with self.house.web():
            answer = self.at(username).post(address, data=filled)
        assert answer.status_code == 303, f"{address}: {answer.status_code} {said(answer.text)}"
        return str(answer.location)

    def search(self, username: str, step: str, **fields: Any) -> str:
        """Look something up on a form of the case; the page that answers."""
        address = f"/cases/{self.case}/{step}"
        filled = {**form_of(self.read(username, address).split("<main")[1], address), **fields}
        with self.house.web():
            return self.at(username).post(address, data=filled).text

    def refused(self, username: str, address: str, **fields: Any) -> str:
        """Fill in the form and send it, which must be refused; what is said."""
        filled = {**form_of(self.read(username, address).split("<main")[1], address), **fields}
        with self.house.web():
            answer = self.at(username).post(address, data=filled)
        assert answer.status_code in (409, 422), answer.status_code
        return said(answer.text)

    def on_case(self, username: str, step: str, **fields: Any) -> str:
        """A step of the case."""
        return self.step(username, f"/cases/{self.case}/{step}", **fields)

    def on(self, name: str, username: str, step: str, **fields: Any) -> str:
        """A step of the referral that goes by this name."""
        show = f"/referrals/{self.referrals[name]}"
        page = show if step in ("claim", "resume") else ""
        return self.step(username, f"{show}/{step}", page, **fields)

    def refer(self, name: str, username: str, desk: str, service: str, **fields: Any) -> None:
        """Send a referral; from now on it goes by this name."""
        (unit,) = self.house.sql("SELECT id FROM unit WHERE code = :code", code=desk)
        address = f"/cases/{self.case}/refer?desk={unit.id}&service={service}"
        self.note(name, self.step(username, address, **fields))

    def note(self, name: str, location: str) -> None:
        """The referral at this address goes by this name."""
        self.referrals[name] = location.rsplit("/", 1)[1]
        query = "SELECT number FROM referral WHERE id = :id"
        self.numbers[self.house.sql(query, id=self.referrals[name])[0].number] = name

    def keeping(self, deeds: Mapping[str, Callable[[str], None]], until: datetime) -> None:
        """Until then each of these promises is kept an hour before it is due.

        A deed is told the referral's name, which is empty where the case itself owes it.
        """
        while (row := self._nearest(deeds)) is not None and row.due_at - HOUR <= until:
            self.until(max(row.due_at - HOUR, self.now))
            deeds[row.kind](self.numbers.get(row.number, ""))
            after = self._nearest(deeds)
            assert after is None or after.id != row.id, f"{row.kind} was not kept"
        self.until(until)

    def _nearest(self, kinds: Iterable[str]) -> Any:
        return next(iter(self.house.sql(NEAREST, kinds=list(kinds))), None)

    def promises(self, kind: str, name: str | None = None) -> list[Any]:
        """What was owed of this kind, of the case or of a referral, the oldest first."""
        rows = self.house.sql(OWED, kind=kind)
        return [row for row in rows if self.numbers.get(row.number) == name]

    def told(self, promise: str, name: str | None = None) -> list[tuple[str, str]]:
        """When who was reminded of it."""
        return [
            (clock(row.at), row.username)
            for row in self.house.sql(TOLD)
            if row.kind == "reminder"
            and row.promise == promise
            and self.numbers.get(row.number) == name
        ]


def said(page: str) -> str:
    """The errors of a page, or its beginning."""
    marks = [part.split("</a>")[0].split(">")[-1] for part in page.split('<li><a href="#')[1:]]
    return "; ".join(marks) or page.rsplit("<main", maxsplit=1)[-1][:600]
