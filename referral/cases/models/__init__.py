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
from referral.cases.models.trail import CaseEvent, CaseNote, Contact, LawLine

__all__ = [
    "COMPARTMENTS",
    "AgeBand",
    "Alleged",
    "CaseEvent",
    "CaseFile",
    "CaseIncident",
    "CaseNote",
    "Channel",
    "Contact",
    "ContactWith",
    "Health",
    "Identity",
    "Incident",
    "LawLine",
    "NoteKind",
    "Online",
    "Place",
    "Reporter",
    "Sex",
    "Status",
    "Step",
    "Story",
]
