"""Facts of a referral: the record, its codes and their words, its trail."""

from referral.referrals.models.codes import (
    DESK_STEPS,
    LIVE,
    SENDER_STEPS,
    ConsentHow,
    DeclineReason,
    Fact,
    Helped,
    Kind,
    LawfulBasis,
    Outcome,
    SaidBy,
    Status,
    Step,
    TextKind,
)
from referral.referrals.models.labels import LABELS, choices, label
from referral.referrals.models.referral import Referral
from referral.referrals.models.trail import ReferralEvent, ReferralPreview, ReferralText

__all__ = [
    "DESK_STEPS",
    "LABELS",
    "LIVE",
    "SENDER_STEPS",
    "ConsentHow",
    "DeclineReason",
    "Fact",
    "Helped",
    "Kind",
    "LawfulBasis",
    "Outcome",
    "Referral",
    "ReferralEvent",
    "ReferralPreview",
    "ReferralText",
    "SaidBy",
    "Status",
    "Step",
    "TextKind",
    "choices",
    "label",
]
