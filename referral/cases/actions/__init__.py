"""The verbs of a case: each one fact, one transaction, and a word to whom it concerns."""

from referral.cases.actions.above import may_open, open_below
from referral.cases.actions.closure import (
    approve,
    ask_closure,
    mistaken,
    pass_checks,
    refuse,
    reopen,
)
from referral.cases.actions.compare import compare
from referral.cases.actions.erasing import (
    ask_erasure,
    carry_out,
    decide_erasure,
    stop_erasure,
)
from referral.cases.actions.glass import break_glass, end_glass, read_glass, review_glass
from referral.cases.actions.identity import Person, keep_identity
from referral.cases.actions.law import decide_protection, name_legal, pass_legal, record_lp
from referral.cases.actions.news import add_news, mark_mistake, may_add
from referral.cases.actions.online import keep_online
from referral.cases.actions.owed import taken_up
from referral.cases.actions.plan import (
    Aim,
    add_goal,
    approve_plan,
    mark_goal,
    propose_plan,
    return_plan,
)
from referral.cases.actions.reading import read, search
from referral.cases.actions.records import Written, kept_by, record
from referral.cases.actions.risk import Asked, confirm_risk
from referral.cases.actions.same import decide_same, look_for_same
from referral.cases.actions.time import (
    Pause,
    can_correct,
    can_wait,
    correct_telling,
    pause,
    resume,
)
from referral.cases.actions.trail import has_read, of_its_unit
from referral.cases.actions.wedding import set_wedding
from referral.cases.actions.work import Made, add_contact, assign, not_too_many, record_simfoni

__all__ = [
    "Aim",
    "Asked",
    "Made",
    "Pause",
    "Person",
    "Written",
    "add_contact",
    "add_goal",
    "add_news",
    "approve",
    "approve_plan",
    "ask_closure",
    "ask_erasure",
    "assign",
    "break_glass",
    "can_correct",
    "can_wait",
    "carry_out",
    "compare",
    "confirm_risk",
    "correct_telling",
    "decide_erasure",
    "decide_protection",
    "decide_same",
    "end_glass",
    "has_read",
    "keep_identity",
    "keep_online",
    "kept_by",
    "look_for_same",
    "mark_goal",
    "mark_mistake",
    "may_add",
    "may_open",
    "mistaken",
    "name_legal",
    "not_too_many",
    "of_its_unit",
    "open_below",
    "pass_checks",
    "pass_legal",
    "pause",
    "propose_plan",
    "read",
    "read_glass",
    "record",
    "record_lp",
    "record_simfoni",
    "refuse",
    "reopen",
    "resume",
    "return_plan",
    "review_glass",
    "search",
    "set_wedding",
    "stop_erasure",
    "taken_up",
]
