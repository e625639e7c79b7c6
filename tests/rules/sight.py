"""Who may see a row of each table at most, written by hand from architecture.md 6."""

from collections.abc import Callable
from typing import Any

from referral.cases import models as cases
from referral.referrals import models as referrals
from referral.reminders.models import FollowUp
from tests.rules.grounds import SEALED, Ground

Row = Any
Rule = Callable[[Ground, Row], bool]
OF_LAW = (
    "police_report", "police_protection", "domestic_protection", "protection_lpsk",
    "law_follow_up", "lpsk_decision",
)  # fmt: skip
OPENS = (
    "send", "acknowledge", "answer", "triage", "first_contact", "emergency_health",
    "police_report",
)  # fmt: skip
VISITS = ("first_contact", "re_contact", "visit")


def bit(value: int) -> Rule:
    return lambda g, _row: g.holds(value)


def story(g: Ground, _row: Row) -> bool:
    return g.holds(8) and g.holds(1024)


def note(g: Ground, row: Row) -> bool:
    return g.holds(8) and (g.holds(1024) or row.by_person_id == g.person)


def referral(g: Ground, row: Row) -> bool:
    seen = g.holds(2) or g.on(row.id) or g.watches
    return seen and (row.sent_at is not None or row.from_unit_id == g.unit)


def event(g: Ground, row: Row) -> bool:
    """How it was written only its unit; that a head signed for it only who sees the referrals."""
    if row.step in ("drafted", "asked_head", "handed_back") and row.by_unit_id != g.unit:
        return False
    return g.holds(2) or g.watches or (g.on(row.referral_id) and row.step != "signed")


def words(g: Ground, row: Row) -> bool:
    if row.only_unit_id not in (None, g.unit):
        return False
    plain = row.kind not in ("reason", "draft")
    if g.on(row.referral_id, 5):
        return True
    return (g.holds(2) and (plain or g.holds(4 | 8))) or (g.on(row.referral_id, 2, 4) and plain)


def glass(g: Ground, row: Row) -> bool:
    """What was broken: who sees who opened it, who did it while he holds something; the auditor."""
    mine = g.person == row.person_id and bool(g.grants)
    return g.role == "auditor" or g.watches or g.holds(2048) or mine


def data_key(g: Ground, row: Row) -> bool:
    """With a sealed part every key of the case, with a referral its own."""
    if g.holds(508) or g.on(row.id, 2, 4, 5):
        return True
    return bool(row.person_id) and (g.watches or bool(g.grants)) and glass(g, row)


def entry(g: Ground, row: Row) -> bool:
    return (row.person_id == g.person and not g.shut) or g.watches or g.holds(2048)


def own(g: Ground, row: Row) -> bool:
    return row.person_id == g.person and not g.shut


def excluded(g: Ground, _row: Row) -> bool:
    return g.watches or bool(g.grants)


def promise(g: Ground, row: Row) -> bool:
    if g.watches or (g.holds(512) and row.kind in OF_LAW):
        return True
    if row.referral_id and g.on(row.referral_id) and row.kind != "sign_off":
        return True
    works = (one.basis not in (1, 9, 11) or one.compartments & 1024 for one in g.grants)
    if any(one.compartments & 1 and work for one, work in zip(g.grants, works, strict=True)):
        return True
    with_child = any(one.basis == 9 and one.compartments & 1 for one in g.grants)
    return (g.holds(1) and row.kind in OPENS) or (with_child and row.kind in VISITS)


C, R = cases, referrals
RULES: dict[str, tuple[type[Any] | None, Rule]] = {
    "case_file": (C.CaseFile, lambda g, _row: g.holds(1) or g.watches),
    "case_identity": (C.Identity, bit(4)),
    "case_story": (C.Story, bit(8)),
    "case_health": (C.Health, bit(16)),
    "case_alleged": (C.Alleged, bit(32)),
    "case_online": (C.Online, bit(64)),
    "case_place": (C.Place, bit(128)),
    "case_reporter": (C.Reporter, bit(256)),
    "law_line": (C.LawLine, bit(512)),
    "case_event": (C.CaseEvent, bit(1024)),
    "case_plan": (C.Plan, bit(1024)),
    "case_incident": (None, bit(1)),
    "consent": (R.Consent, bit(2)),
    "case_goal": (C.Goal, story),
    "contact": (C.Contact, story),
    "case_note": (C.CaseNote, note),
    "case_record": (C.CaseRecord, lambda g, row: g.holds(1024) and g.holds(row.part)),
    "referral": (R.Referral, referral),
    "referral_event": (R.ReferralEvent, event),
    "referral_preview": (
        R.ReferralPreview, lambda g, row: g.holds(2) or g.on(row.referral_id, 2, 4, 5),
    ),
    "referral_text": (R.ReferralText, words),
    "follow_up": (FollowUp, promise),
    "keys.data_key": (None, data_key),
    "ladder": (None, promise),
    "incident": (None, bit(1)),
    "break_glass": (None, glass),
    "audit_entry": (None, entry),
    "inbox_item": (None, own),
    "message": (None, own),
    "exclusion": (None, excluded),
}  # fmt: skip
"""Each table: its model, where the policy asks it, and who may see a row at most."""
FROM = {
    "keys.data_key": "keys.data_key k LEFT JOIN (SELECT id AS glass, person_id FROM break_glass) b"
    " ON b.glass = k.id",
    "ladder": "ladder l JOIN (SELECT id, case_id, kind, referral_id FROM follow_up) f"
    " ON f.id = l.follow_up_id",
    "incident": "incident i JOIN (SELECT incident_id, case_id FROM case_incident) c"
    " ON c.incident_id = i.id",
}
"""What else a rule must know of a row."""
JOINED = {"case_goal", "contact", "case_note", "case_record", "referral_text"}
"""Where two grants may open together what the database opens by one alone."""
EXACT = {"the policy": frozenset(RULES), "the database": frozenset(RULES) - JOINED}
"""Where whatever may be seen is seen; elsewhere it may be less."""


def key(table: str) -> str:
    """The column that names a row."""
    if table == "referral_preview":
        return "referral_id"
    if table == "ladder":
        return "follow_up_id"
    one_each = {f"case_{name}" for name in SEALED} | {"law_line", "case_incident", "exclusion"}
    return "case_id" if table in one_each else "id"
