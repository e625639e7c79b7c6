"""Reads of reports: the waiting board, what waits on one's own day, who could take a promise."""

from referral.reports.queries.acts import KINDS, Acts, Wanted, acts, last_check
from referral.reports.queries.belongings import Belongings, belongings, beyond, held_by, hidden_work
from referral.reports.queries.board import CAP, Counts, Page, counts, late, soon, unclaimed
from referral.reports.queries.cursor import Cursor
from referral.reports.queries.day import (
    OTHERS,
    REPORTS,
    Figures,
    Sent,
    Task,
    Waiting,
    reports,
    waiting_for_others,
    waiting_for_us,
)
from referral.reports.queries.incoming import incoming
from referral.reports.queries.lines import PAUSE, Line
from referral.reports.queries.openings import Readers, Shown, readers, shown
from referral.reports.queries.takers import (
    Owed,
    Reason,
    asked_back,
    may_hand_over,
    may_take,
    owed,
    promise,
    takers,
    untaken,
)
from referral.reports.queries.today import Appointment, appointments

__all__ = [
    "CAP",
    "KINDS",
    "OTHERS",
    "PAUSE",
    "REPORTS",
    "Acts",
    "Appointment",
    "Belongings",
    "Counts",
    "Cursor",
    "Figures",
    "Line",
    "Owed",
    "Page",
    "Readers",
    "Reason",
    "Sent",
    "Shown",
    "Task",
    "Waiting",
    "Wanted",
    "acts",
    "appointments",
    "asked_back",
    "belongings",
    "beyond",
    "counts",
    "held_by",
    "hidden_work",
    "incoming",
    "last_check",
    "late",
    "may_hand_over",
    "may_take",
    "owed",
    "promise",
    "readers",
    "reports",
    "shown",
    "soon",
    "takers",
    "unclaimed",
    "untaken",
    "waiting_for_others",
    "waiting_for_us",
]
