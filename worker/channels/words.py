"""The words of a message: no name, place, case or agency; whoever sees them learns nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app

from referral.i18n import speaking
from referral.web.show import plain

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Words:
    """What goes out, as plain text."""

    subject: str
    body: str


def words(kind: str, language: str, key: UUID, due_at: datetime | None) -> Words:
    """The text of ``templates/messages/<kind>.txt``: its first line is the subject."""
    with speaking(language):
        due = plain(due_at) if due_at else None
        template = current_app.jinja_env.get_template(f"messages/{kind}.txt")
        text = template.render(due=due, ref=reference(key))
    subject, _, body = text.strip().partition("\n")
    return Words(subject.strip(), body.strip())


def reference(key: UUID) -> str:
    """Four signs by which a person tells a repeated message from a new one."""
    return "".join(_DIGITS[key.int >> shift & 31] for shift in (15, 10, 5, 0))
