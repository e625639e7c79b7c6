"""The audit as an auditor reads it: what was done, by whom under a name of no person."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from referral import audit, db
from referral.i18n import _, _l
from referral.people.queries import ROLES
from referral.policy import Role
from referral.reminders.clocks import on_wall
from referral.reports.queries.matrix import named_parts

MOST = 50
KINDS = {
    "opened": (r"^(case|referral)\.read$", _l("Membuka isi kasus atau rujukan")),
    "searched": (r"^case\.searched$", _l("Mencari nama")),
    "audit": (r"^(audit\.|case\.audit)", _l("Memeriksa siapa membuka apa")),
    "case": (r"^case\.(?!read$|searched$|audit)", _l("Pekerjaan pada kasus")),
    "referral": (r"^referral\.(?!read$)", _l("Pekerjaan pada rujukan")),
    "session": (r"^(session|sign_in)\.", _l("Masuk dan keluar")),
    "person": (r"^person\.", _l("Akun dan peran")),
    "desk": (r"^(duty|desk|absence|leave)\.", _l("Piket dan ketidakhadiran")),
    "told": (r"^(message|reminder|digest|inbox|promise)\.", _l("Pengingat dan kabar")),
    "system": (
        r"^(keys|limits|areas|agencies|holidays|routes|calendar)\.",
        _l("Pengaturan sistem"),
    ),
}
"""Each act is of one kind: its pattern, for the database too, and its name."""


@dataclass(frozen=True)
class Wanted:
    """Of which kind, on which day, and after which line."""

    kind: str | None = None
    day: date | None = None
    after: tuple[datetime, int] | None = None


class Act(NamedTuple):
    """What was done; ``who`` is the same for the same person, and nobody's name."""

    at: datetime
    who: str
    name: str
    code: str
    parts: list[str]


class Acts(NamedTuple):
    """A page of them, the newest first, and where the next one goes on."""

    lines: list[Act]
    next: tuple[datetime, int] | None


class Check(NamedTuple):
    """What the last nightly verification found."""

    at: datetime
    rows: int
    bad: str


_ACTS = sa.text("SELECT * FROM app_audit_acts(:secret, :pattern, :since, :till, :below, :most)")
_CHECK = sa.text("SELECT at, rows, bad FROM audit_check ORDER BY at DESC LIMIT 1")
LONG_AGO = datetime(2000, 1, 1, tzinfo=db.FAR.tzinfo)


def acts(wanted: Wanted) -> Acts:
    """A page of acts: the database hands them to auditors only, and no id of person or case."""
    since, till = LONG_AGO, db.FAR
    if wanted.day is not None:
        since = on_wall(wanted.day, time())
        till = since + timedelta(days=1)
    till, below = wanted.after or (till, 0)
    facts = {
        "secret": audit.pseudonyms(),
        "pattern": KINDS[wanted.kind][0] if wanted.kind else "",
        "since": since,
        "till": till,
        "below": below,
        "most": MOST + 1,
    }
    rows = db.session.execute(_ACTS, facts).all()
    last = rows[MOST - 1] if len(rows) > MOST else None
    return Acts([_act(row) for row in rows[:MOST]], last and (last.at, last.id))


def name_of(code: str) -> str:
    """What the kind of an act is called; an act of none by its code."""
    names = (str(name) for pattern, name in KINDS.values() if re.search(pattern, code))
    return next(names, code)


def last_check() -> Check | None:
    """The last verification of the whole chain."""
    row = db.session.execute(_CHECK).first()
    return Check(*row) if row else None


def _act(row: sa.Row[tuple[object, ...]]) -> Act:
    who = f"{row.who} · {ROLES[Role(row.role)]}" if row.who else _("Sistem")
    return Act(row.at, who, name_of(row.act), row.act, named_parts(row.compartments))
