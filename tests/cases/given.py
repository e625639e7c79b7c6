"""Cases in a wanted state, reached by the verbs that people cause."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions, queries
from referral.cases.models import CaseFile, ContactWith, RecordKind
from referral.cases.models.told import ClosingReason
from referral.policy import Actor
from referral.referrals import actions as referrals
from referral.referrals.models import Referral
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp
from tests.referrals.given import acting, claimed_report, open_case, person

__all__ = [
    "Actor",
    "CaseFile",
    "ClosingReason",
    "ContactWith",
    "acting",
    "actions",
    "claimed",
    "claimed_report",
    "contact",
    "db",
    "found",
    "inbox",
    "open_case",
    "person",
    "policy",
    "promise",
    "settled",
]


def found(case_id: UUID, by: Actor) -> CaseFile:
    """The case as this actor finds it."""
    return policy.find(CaseFile, case_id, by)


def claimed(**changes: Any) -> tuple[CaseFile, Actor]:
    """A report in the hands of the duty officer, who acts."""
    report = claimed_report(**changes)
    piket = acting("piket_maros")
    return found(report.case_id, piket), piket


def contact(with_whom: ContactWith = ContactWith.CHILD, **changes: Any) -> actions.Made:
    """A contact ten minutes ago."""
    facts: dict[str, Any] = {
        "at": db.now() - timedelta(minutes=10),
        "with_whom": with_whom,
        "safe": True,
        "words": "Kenari kontak",
    }
    return actions.Made(**facts | changes)


def promise(case_id: UUID, kind: Kind, *, done: bool = False) -> FollowUp | None:
    """The newest promise of this kind, still open unless said otherwise."""
    db.session.expire_all()
    return db.session.scalars(
        sa.select(FollowUp)
        .where(
            FollowUp.case_id == case_id,
            FollowUp.kind == kind,
            FollowUp.done_at.is_not(None) if done else FollowUp.done_at.is_(None),
        )
        .order_by(FollowUp.id.desc())
    ).first()


def inbox(username: str) -> list[str]:
    """What somebody was told, the newest last; whoever acted acts on."""
    acting(username)
    return list(db.session.scalars(sa.text("SELECT kind FROM inbox_item ORDER BY id")))


def accepted(case_id: UUID) -> None:
    """The desk accepts the claimed report; the manager acts after it."""
    piket = acting("piket_maros")
    report = db.session.scalars(sa.select(Referral).where(Referral.case_id == case_id)).one()
    promised = referrals.Promised(db.now() + timedelta(hours=2), person("mk_maros").id)
    referrals.accept(report, promised, by=piket)
    acting("mk_maros")


def record(
    case: CaseFile, kind: RecordKind, by: Actor, at: datetime | None = None, **facts: Any
) -> CaseFile:
    """A step put on record, as of now unless said otherwise."""
    filled = {"words": "Kenari catatan", **facts}
    return actions.record(case, actions.Written(kind, at or db.now(), **filled), by=by)


def said(case: CaseFile, by: Actor) -> list[str]:
    """The words of the timeline's lines as this actor reads them, the newest first."""
    about = queries.timeline(case.id).about
    opened = actions.read(case, by=by, words=about)
    return [opened.words[key]["words"] for key in about if key in opened.words]


def settled() -> tuple[CaseFile, Actor]:
    """An open case whose risk is confirmed."""
    case, manager = open_case()
    return actions.confirm_risk(case, Risk.HIGH, "", by=manager), manager
