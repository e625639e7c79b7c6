"""Audit: one fact, one transaction, one entry; chained and signed, so that no change is unseen."""

from referral.audit.chain import Head, Verdict, seal, verify, walk
from referral.audit.entries import AuditCheckpoint, AuditEntry, By, install, write
from referral.audit.receipts import FormReceipt, answering
from referral.audit.verbs import action

__all__ = [
    "AuditCheckpoint",
    "AuditEntry",
    "By",
    "FormReceipt",
    "Head",
    "Verdict",
    "action",
    "answering",
    "install",
    "seal",
    "verify",
    "walk",
    "write",
]
