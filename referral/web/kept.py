"""What a person posted when the session had ended: sealed, carried through the door, shown again.

The form lies in the sign-in page as a blob that this server alone opens, for the same person and
for half a day: whoever finds the phone reads nothing of it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from time import time
from uuid import UUID

from cryptography.exceptions import InvalidTag
from flask import request, session

from referral import vault

LASTS = 12 * 3600
LABEL = "kept_form"


@dataclass(frozen=True)
class Kept:
    """A form as it was posted: its address, and its fields in their order."""

    path: str
    fields: list[tuple[str, str]]


def remember(person_id: UUID) -> None:
    """Whose session this browser's is; the cookie is signed, and emptied on leaving."""
    session["who"] = str(person_id)


def keep() -> str | None:
    """The posted form, sealed; None for one that holds secrets, or where nobody had signed in."""
    if "who" not in session or "form_key" not in request.form:
        return None
    person_id = UUID(session["who"])
    fields = [(k, v) for k, v in request.form.items(multi=True) if k != "csrf_token"]
    doc = {"path": request.full_path.removesuffix("?"), "fields": fields, "until": time() + LASTS}
    return urlsafe_b64encode(vault.seal_person(person_id, LABEL, doc)).decode()


def give_back(person_id: UUID, blob: str) -> Kept | None:
    """The form, for the person who filled it; None for anybody else, or when it is too old."""
    try:
        doc = vault.unseal_person(person_id, LABEL, urlsafe_b64decode(blob))
    except (InvalidTag, ValueError):
        return None
    if doc["until"] < time():
        return None
    return Kept(doc["path"], [(name, value) for name, value in doc["fields"]])
