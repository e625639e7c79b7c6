"""Consent: who agreed that which agency learns of the child for which service, and until when."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.cases.models.told import Language
from referral.directory.models import Service
from referral.i18n import _l
from referral.policy import Actor, Compartment, granted
from referral.referrals.models.codes import Assent, ConsentHow, Giver

HOLDS = timedelta(days=180)
"""How long a consent holds before it is asked for again."""
TEXTS: dict[int, tuple[str, ...]] = {
    1: (
        _l("Kami ingin meminta bantuan lembaga ini untukmu."),
        _l("Agar bisa membantu, mereka perlu tahu hal-hal yang dicentang di atas, tidak lebih."),
        _l("Mereka tidak boleh menceritakannya kepada orang lain."),
        _l("Kamu boleh bilang tidak. Bantuan yang lain tetap ada."),
        _l("Kamu boleh berubah pikiran kapan saja: katakan kepada kami, lalu kami tutup."),
        _l("Ini berlaku 180 hari, lalu kami tanya lagi."),
    ),
    2: (
        _l("Kami ingin meminta bantuan lembaga ini untukmu."),
        _l("Agar bisa membantu, mereka perlu tahu hal-hal yang dicentang di atas, tidak lebih."),
        _l("Mereka tidak boleh menceritakannya kepada orang lain."),
        _l("Bolehkah mereka menghubungimu sendiri, dengan cara dan jam yang aman bagimu?"),
        _l("Bolehkah kamu ikut dihitung dalam angka laporan? Tanpa nama, tanpa alamat."),
        _l("Kamu boleh bilang tidak. Bantuan yang lain tetap ada."),
        _l("Kamu boleh berubah pikiran kapan saja: katakan kepada kami, lalu kami tutup."),
        _l("Ini berlaku 180 hari, lalu kami tanya lagi."),
    ),
}
"""What is read out to child and guardian; a version that was once used never changes."""
TEXT = max(TEXTS)


class Consent(db.Base):
    """One consent for one agency and one purpose (UU 27/2022 art. 22-25; domain.md 4.3)."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint("at < until", name="order"),
        sa.Index("ix_consent_case", "case_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"))
    service: Mapped[Service]
    giver: Mapped[Giver]
    assent: Mapped[Assent]
    how: Mapped[ConsentHow]
    language: Mapped[Language]
    """In which it was asked, through an ``interpreter`` where nobody speaks it."""
    interpreter: Mapped[bool]
    contact: Mapped[bool]
    """The agency may reach the child itself, in the safe way; else through the manager."""
    statistics: Mapped[bool]
    """The child may be counted, without a name."""
    text: Mapped[int] = mapped_column(sa.SmallInteger)
    """The version of the words that were read out: ``TEXTS``."""
    at: Mapped[datetime]
    until: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Those who see the case's referrals."""
        return granted(cls.case_id, actor, Compartment.REFERRALS)
