"""The receipt that makes repeats harmless: one rendered form has one effect."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.audit.entries import By, id_of
from referral.errors import Refused, Repeated


class FormReceipt(db.Base):
    """One rendered form's one effect: the key it carried and the record it made."""

    __tablename__ = "form_receipt"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None]
    digest: Mapped[bytes]
    about_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(index=True)


def answering(key: UUID, digest: bytes) -> None:
    """The request answers a rendered form with this key; its body has this digest."""
    db.session.info["form"] = (key, digest)


def claim_form(by: By | None) -> UUID | None:
    """Take the form's key for this transaction; a parallel repeat waits here for the first."""
    form = db.session.info.pop("form", None)
    if form is None:
        return None
    key, digest = form
    row = {"key": key, "person_id": by.id if by else None, "digest": digest, "at": db.now()}
    taken = db.session.execute(
        pg.insert(FormReceipt).values(row).on_conflict_do_nothing().returning(FormReceipt.key)
    ).first()
    if taken is None:
        first = db.session.execute(
            sa.select(FormReceipt.digest, FormReceipt.about_id).where(FormReceipt.key == key)
        ).one_or_none()
        if first is None or first.digest != digest:
            raise Refused("form.used")
        raise Repeated(first.about_id)
    return key


def settle_form(key: UUID, record: object) -> None:
    """The form has had its effect on this record."""
    db.session.execute(
        sa.update(FormReceipt)
        .where(FormReceipt.key == key)
        .values(about_id=id_of(record))
        .execution_options(synchronize_session=False)
    )
