"""Audit: one fact, one transaction, one entry; chained and signed, so that no change is unseen."""

from referral.audit.chain import Head, Verdict, check_nightly, seal, verify, walk
from referral.audit.entries import (
    AN_HOUR,
    AuditCheck,
    AuditCheckpoint,
    AuditEntry,
    By,
    install,
    pseudonyms,
    sealed,
    write,
    write_counting,
)
from referral.audit.receipts import FormReceipt, answering
from referral.audit.verbs import action

__all__ = [
    "AN_HOUR",
    "AuditCheck",
    "AuditCheckpoint",
    "AuditEntry",
    "By",
    "FormReceipt",
    "Head",
    "Verdict",
    "action",
    "answering",
    "check_nightly",
    "install",
    "pseudonyms",
    "seal",
    "sealed",
    "verify",
    "walk",
    "write",
    "write_counting",
]
