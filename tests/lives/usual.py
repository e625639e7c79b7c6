"""The usual work of life A between its rows, and who does it while the offices are closed."""

from datetime import datetime

from tests.lives.chronicle import Chronicle, moment
from tests.lives.told import CALL
from tests.make import wita

YEAR = 2026


def at(month: int, on: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of that year in WITA."""
    return wita(YEAR, month, on, hour, minute)


DESKS = {"REF-2": "polisi_maros", "REF-3": "psikolog_maros", "REF-5": "bk_maros"}
"""Who answers at a screen; for the others the manager writes down what they say."""
CLOSED = at(3, 18), at(3, 25)
"""Nyepi and Lebaran: what cannot wait is done by the duty list."""


def by_duty(life: Chronicle) -> str:
    """The head hands the next visit to the officer on duty, who makes it."""
    (visit,) = life.house.sql("SELECT id FROM follow_up WHERE kind = 'visit' AND done_at IS NULL")
    piket = str(life.house.person("piket_maros"))
    address = f"/board/{life.case}/hand-over"
    life.step("kepala_maros", address, promise=str(visit.id), to=piket, reason="away")
    return "piket_maros"


def work(life: Chronicle, until: datetime) -> None:
    """The usual work until then: contacts, reviews, a word from every desk within thirty days."""

    def contact(_name: str) -> None:
        seen = {"with_whom": "child", "safe": "yes", "words": "Kenari kunjungan"}
        who = by_duty(life) if CLOSED[0] <= life.now < CLOSED[1] else "mk_maros"
        life.on_case(who, "contact", **seen, at=moment(life.now))

    def review(_name: str) -> None:
        life.on_case("mk_maros", "records/plan_review", words="Kenari tinjauan")

    def progress(name: str) -> None:
        desk = DESKS.get(name)
        by = {} if desk else {**CALL, "answered_at": moment(life.now)}
        life.on(name, desk or "mk_maros", "progress", words="Kenari kabar", **by)

    def look_through(_name: str) -> None:
        life.on_case("kepala_maros", "records/file_review", words="Kenari berkas")

    deeds = {"visit": contact, "plan_review": review, "progress": progress}
    life.keeping({**deeds, "file_review": look_through}, until)
