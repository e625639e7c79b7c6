"""Facts of a case: the shell, its sealed compartments, its trail."""

from referral.cases.models.case import CaseFile, CaseIncident, Incident
from referral.cases.models.codes import AgeBand, Channel, ContactWith, NoteKind, Sex, Status, Step
from referral.cases.models.sealed import (
    COMPARTMENTS,
    Alleged,
    Health,
    Identity,
    Online,
    Place,
    Reporter,
    Story,
)
from referral.cases.models.steps import (
    ENDED,
    PART,
    Agreed,
    Fares,
    GoalState,
    LateBecause,
    LawStatus,
    LpskAnswer,
    RecordKind,
    Visum,
    YesNo,
)
from referral.cases.models.trail import CaseEvent, CaseNote, Contact, LawLine
from referral.cases.models.work import CaseRecord, Goal, Plan

__all__ = [
    "COMPARTMENTS",
    "ENDED",
    "PART",
    "AgeBand",
    "Agreed",
    "Alleged",
    "CaseEvent",
    "CaseFile",
    "CaseIncident",
    "CaseNote",
    "CaseRecord",
    "Channel",
    "Contact",
    "ContactWith",
    "Fares",
    "Goal",
    "GoalState",
    "Health",
    "Identity",
    "Incident",
    "LateBecause",
    "LawLine",
    "LawStatus",
    "LpskAnswer",
    "NoteKind",
    "Online",
    "Place",
    "Plan",
    "RecordKind",
    "Reporter",
    "Sex",
    "Status",
    "Step",
    "Story",
    "Visum",
    "YesNo",
]
