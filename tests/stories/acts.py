"""What people do in life A, each at a screen of their own, and what they saw there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import Browser

from referral import db
from referral.directory import actions as rota
from referral.directory import queries as directory
from referral.people import queries as people
from tests import make
from tests.browser import PHONE, Visitor
from tests.make import WITA
from tests.service import Service

NIGHT, MORNING = (2026, 3, 14), (2026, 3, 15)
SECRETS = ("Kenari", "0800-555", "0800555", "Marusu", "rumpa")
"""What nobody reads without a ground: name, teller, story, landmark, wish, phones, village."""
REPORT = {
    "told_by": "relative",
    "told_at": ["14", "3", "2026", "20.15"],
    "teller_name": "Kenari Bibi",
    "teller_phone": "0800-555-0001",
    "signs": ["S05"],
    "words": "Kenari cerita: diancam akan disebar dalam 24 jam, diminta Rp500.000.",
    "landmark": "Kenari patokan",
    "children-0-name": "Kenari Anak",
    "children-0-age": "14",
    "children-0-sex": "female",
    "contact_of": "relative",
    "contact_number": "0800-555-0002",
    "contact_hours": "21.00 sampai 22.00",
    "feared_who": "Kenari akun",
    "feared_is": "online",
    "wish": "Kenari harap",
    "agreed": "y",
}
PROMISES = """
SELECT f.kind, r.number, f.started_at, f.target_at, f.due_at, f.done_at, p.username, u.code
FROM follow_up f JOIN unit u ON u.id = f.owner_unit_id
LEFT JOIN referral r ON r.id = f.referral_id LEFT JOIN person p ON p.id = f.owner_person_id
WHERE f.case_id = :case ORDER BY f.id"""
TOLD = """
SELECT p.username, i.at, i.kind, f.kind AS promise, i.rung FROM inbox_item i
JOIN person p ON p.id = i.person_id LEFT JOIN follow_up f ON f.id = i.follow_up_id
WHERE i.case_id = :case ORDER BY i.at, i.id"""


def clock(moment: datetime | None) -> str:
    """A moment as the story tells it: ``14 21.05``."""
    return moment.astimezone(WITA).strftime("%d %H.%M") if moment else ""


class Life:
    """A running service in which the story is lived; what was seen is kept by its name."""

    def __init__(self, service: Service, browser: Browser) -> None:
        self.service, self.browser = service, browser
        self.case = ""
        self.referrals: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        self.letters: list[EmailMessage] = []

    def prepare(self) -> None:
        """Before anything is told: the weekend's duty, and where mail goes."""
        self.at(NIGHT, 16, 0)
        with self.service.inside():
            by = make.acting("kepala_maros")
            unit, turn = directory.unit(by.unit_id), db.now()
            ilham = people.actor("piket_maros").id
            assert unit
            rota.put_on_duty(unit, person_id=ilham, since=turn, until=turn + timedelta(2), by=by)
        self.service.give_addresses(
            "piket_maros", "kepala_maros", "provinsi", "mk_maros", "polisi_maros", "relawan_maros"
        )

    def at(self, day: tuple[int, int, int], hour: int, minute: int, second: int = 0) -> None:
        """The one clock, in WITA; the worker looks round."""
        moment = make.wita(*day, hour, minute) + timedelta(seconds=second)
        self.service.at(moment)
        self.service.look_round()

    @contextmanager
    def as_(self, username: str, size: tuple[int, int] = PHONE) -> Iterator[Visitor]:
        """That person at a screen, signed in."""
        with Visitor(self.browser, self.service, size) as visitor:
            yield visitor.sign_in(username)

    def look(self, username: str, *paths: str, status: int = 200) -> str:
        """The raw pages that this person is given."""
        with self.as_(username) as visitor:
            return "".join(visitor.open(path, status=status).text() for path in paths)

    def read(self, username: str, path: str) -> str:
        """What this person reads there, in the page's main part."""
        with self.as_(username) as visitor:
            visitor.open(path)
            return visitor.text()

    def promises(self) -> dict[str, Any]:
        """What is or was owed, by its kind, a referral's with its place: ``answer 2``."""
        rows = self.service.rows(PROMISES, case=self.case)
        places = {number: str(i + 1) for i, number in enumerate(self.referrals)}
        return {" ".join(w for w in (r.kind, places.get(r.number)) if w): r for r in rows}

    def told(self, kind: str = "reminder") -> list[tuple[str, str]]:
        """When who was told: of reminders with the promise they are about."""
        rows = [row for row in self.service.rows(TOLD, case=self.case) if row.kind == kind]
        return [(clock(row.at), row.username) for row in rows]

    def report(self, username: str = "relawan_maros") -> None:
        """The aunt's words as the activist writes them down; one minute later they are sent."""
        with self.as_(username) as phone:
            phone.open("/cases/new")
            phone.fill(REPORT)
            self.seen["form"] = phone.text()
            phone.shot("report")
            self._send(phone)
            self.case = phone.page.url.rsplit("/", 1)[1]
            self.seen["sent"] = phone.text()
            phone.shot("reported")
        self.note("REF-1")

    def _send(self, phone: Visitor) -> None:
        moment = self.service.now() + timedelta(minutes=1)
        self.service.at(moment.replace(second=0, microsecond=0))
        phone.press("Kirim laporan")

    def note(self, name: str) -> None:
        """The newest referral of the case goes by this name in the story."""
        newest = (
            "SELECT id, number FROM referral WHERE case_id = :case ORDER BY number DESC LIMIT 1"
        )
        row = self.service.rows(newest, case=self.case)[0]
        self.referrals[row.number] = str(row.id)
        self.seen[name] = row.number

    def referral(self, name: str) -> str:
        """The address of a referral."""
        return f"/referrals/{self.referrals[self.seen[name]]}"
