"""Facts of reminders: the promise with a date, its open ladder, the last sign of each task."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from referral import db
from referral.i18n import _l
from referral.policy import AccessGrant, Actor, Basis, Compartment, Watched, granted, provincial
from referral.reminders.clocks import Clock
from referral.reminders.limits import Kind, Mark

PROMISES: dict[Kind, str] = {
    Kind.SEND: _l("Kirim laporan"),
    Kind.ACKNOWLEDGE: _l("Tangani kiriman baru"),
    Kind.TRIAGE: _l("Pastikan risiko"),
    Kind.FIRST_CONTACT: _l("Lakukan kontak aman pertama dengan anak"),
    Kind.RE_CONTACT: _l("Hubungi anak lagi dengan aman: risiko menjadi tinggi"),
    Kind.EMERGENCY_HEALTH: _l("Pastikan anak segera diperiksa tenaga kesehatan"),
    Kind.POLICE_REPORT: _l("Buat laporan polisi"),
    Kind.ANSWER: _l("Jawab rujukan"),
    Kind.FIRST_SERVICE: _l("Berikan layanan pertama"),
    Kind.FEEDBACK: _l("Beri kabar balik kepada pengirim"),
    Kind.DRAFT: _l("Kirim rujukan yang masih draf, atau buang"),
    Kind.APPROVAL: _l("Periksa rujukan sebelum dikirim"),
    Kind.SIGN_OFF: _l("Setujui dasar membagi data"),
    Kind.CONFIRM: _l("Pastikan hasilnya dengan anak"),
    Kind.KEEP_PLACE: _l("Putuskan: tetap di daftar tunggu atau tidak"),
    Kind.PLACE: _l("Beri tempat dari daftar tunggu"),
    Kind.PROGRESS: _l("Kirim kabar kemajuan layanan"),
    Kind.CONSENT_RENEWAL: _l("Perpanjang persetujuan"),
    Kind.WITHDRAWAL: _l("Putuskan pencabutan persetujuan di bawah tekanan"),
    Kind.HOLD_REVIEW: _l("Tinjau layanan yang ditunda"),
    Kind.RE_PLAN: _l("Buat rencana pengganti"),
    Kind.INITIAL_ASSESSMENT: _l("Lakukan asesmen awal"),
    Kind.FULL_ASSESSMENT: _l("Lakukan asesmen lengkap (biopsikososial)"),
    Kind.PLAN: _l("Susun rencana sampai disetujui"),
    Kind.PLAN_APPROVAL: _l("Putuskan rencana"),
    Kind.PLAN_REVIEW: _l("Tinjau rencana"),
    Kind.FILE_REVIEW: _l("Periksa berkas kasus sebagai pengawas"),
    Kind.SIMFONI: _l("Catat di SIMFONI"),
    Kind.VISIT: _l("Lakukan kontak lanjutan dengan anak"),
    Kind.POLICE_PROTECTION: _l("Tanyakan keputusan perlindungan sementara ke polisi"),
    Kind.DOMESTIC_PROTECTION: _l("Tanyakan perlindungan sementara ke polisi (KDRT)"),
    Kind.PROTECTION_LPSK: _l("Ajukan permohonan perlindungan ke LPSK"),
    Kind.LAW_FOLLOW_UP: _l("Tanyakan kemajuan ke penegak hukum"),
    Kind.LPSK_DECISION: _l("Tanyakan keputusan ke LPSK"),
    Kind.TICKET: _l("Tanyakan keadaan tiket ke Komdigi"),
    Kind.TAKEDOWN: _l("Pastikan platform menghapus kontennya"),
    Kind.STAY: _l("Putuskan: anak keluar dari rumah aman, atau diperpanjang"),
    Kind.CLOSURE: _l("Putuskan penutupan"),
    Kind.AFTER_1_MONTH: _l("Periksa keadaan anak, 1 bulan setelah ditutup"),
    Kind.AFTER_3_MONTHS: _l("Periksa keadaan anak, 3 bulan setelah ditutup"),
    Kind.GLASS_REVIEW: _l("Tinjau akses darurat"),
    Kind.ERASURE: _l("Putuskan penghapusan data"),
    Kind.PURGE: _l("Hapus bukti daring: alamat dan akun"),
}
"""What people read for each kind of promise: what is to be done, as if said to who owes it."""
_PAUSE_REVIEW = _l("Tinjau jeda")


def promised(kind: Kind, referral_id: UUID | None) -> str:
    """What is to be done, in words: of a referral a service is held, of the case work is paused."""
    of_case = kind is Kind.HOLD_REVIEW and referral_id is None
    return str(_PAUSE_REVIEW if of_case else PROMISES[kind])


OF_LAW = (
    Kind.POLICE_REPORT, Kind.POLICE_PROTECTION, Kind.DOMESTIC_PROTECTION, Kind.PROTECTION_LPSK,
    Kind.LAW_FOLLOW_UP, Kind.LPSK_DECISION,
)  # fmt: skip
"""What whoever holds the law line sees without the shell."""
OF_ITS_OPENING = (
    Kind.SEND, Kind.ACKNOWLEDGE, Kind.ANSWER, Kind.TRIAGE, Kind.FIRST_CONTACT,
    Kind.EMERGENCY_HEALTH, Kind.POLICE_REPORT,
)  # fmt: skip
"""What whoever told it may know to be owed."""
VISITS = (Kind.FIRST_CONTACT, Kind.RE_CONTACT, Kind.VISIT)
"""What whoever accompanies the child knows of besides."""


RECOMPUTED = "recomputed"
"""Why a row is closed that a newer one with another due time stands for."""


class FollowUp(db.Base):
    """A promise with a date: what, who owes it, since when, target, limit, done when."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index("ix_follow_up_case", "case_id", "due_at"),
        sa.Index("ix_follow_up_referral", "referral_id"),
        sa.Index(
            "ix_follow_up_unit",
            "owner_unit_id",
            "due_at",
            "id",
            postgresql_where=sa.text("done_at IS NULL"),
        ),
        sa.Index(
            "ix_follow_up_person",
            "owner_person_id",
            "due_at",
            "id",
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    referral_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))
    kind: Mapped[Kind]
    owner_unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    owner_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    sender_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    """Who waits for it; his supervisor hears at 125 %."""
    started_at: Mapped[datetime]
    target_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    working_days: Mapped[int | None]
    """So many of the owing unit's working days it takes; None where hours run day and night."""
    done_at: Mapped[datetime | None]
    late_because: Mapped[str | None]
    nudged_at: Mapped[datetime | None]
    """When a supervisor last reminded by hand."""
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    """Child or family are waited for: start and due lie later by what stood still between."""
    ladder: Mapped["Ladder | None"] = relationship(
        back_populates="follow_up", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def paused(self, now: datetime) -> bool:
        """Whether it stands still."""
        return self.paused_until is not None and self.paused_until > now

    def give(self, unit_id: UUID, person_id: UUID | None) -> None:
        """Somebody else owes it from now on; its due time stays, and so do its rungs."""
        self.owner_unit_id, self.owner_person_id = unit_id, person_id
        if self.ladder is not None:
            self.ladder.unit_id, self.ladder.person_id = unit_id, person_id

    def wait(self, person_id: UUID | None) -> None:
        """Somebody else waits for it from now on."""
        self.sender_id = person_id
        if self.ladder is not None:
            self.ladder.sender_id = person_id

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the shell, or as a party of its referral; with the law line those of the law."""
        company = AccessGrant.basis == int(Basis.CONSENTED_RETURN)
        from_case = granted(
            cls.case_id,
            actor,
            Compartment.SHELL,
            basis_id=sa.case((cls.kind != Kind.SIGN_OFF, cls.referral_id)),
            watched=watched_with(cls, actor),
            told=cls.kind.in_(OF_ITS_OPENING) | (company & cls.kind.in_(VISITS)),
        )
        law = granted(cls.case_id, actor, Compartment.LAW) & cls.kind.in_(OF_LAW)
        return from_case | law


def watched_with(model: Any, actor: Actor) -> Watched:
    """Where the case stands that a row belongs to; above its district for the province alone."""
    case = sa.table("case_file", sa.column("id"), sa.column("district_code"), sa.column("above_at"))
    near = case.c.above_at.is_(None) | provincial(actor)
    this = sa.select(case.c.district_code).where(case.c.id == model.case_id, near)
    return Watched(this.scalar_subquery())


class Ladder(db.Base):
    """The rungs of an open follow-up as absolute times; the row goes when the follow-up closes."""

    __tablename__ = "ladder"
    __table_args__ = (
        sa.Index("ix_ladder_next", "next_at", "follow_up_id"),
        {"postgresql_with": {"fillfactor": "85"}},
    )

    follow_up_id: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("follow_up.id"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[UUID]
    referral_id: Mapped[UUID | None]
    kind: Mapped[Kind]
    person_id: Mapped[UUID | None]
    unit_id: Mapped[UUID]
    sender_id: Mapped[UUID | None]
    rung: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    """How many rungs have been told or skipped."""
    next_at: Mapped[datetime]
    rungs: Mapped[list[datetime]] = mapped_column(ARRAY(sa.DateTime(timezone=True)))
    audiences: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer))
    follow_up: Mapped[FollowUp] = relationship(back_populates="ladder", lazy="raise")


class Heartbeat(db.Base):
    """When a periodic task last came round."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class StoredLimit(db.Base):
    """A dated limit from a file; where it is empty it holds for any, and for all districts."""

    __tablename__ = "limit_row"

    kind: Mapped[str] = mapped_column(primary_key=True)
    risk: Mapped[str] = mapped_column(primary_key=True)
    receiver: Mapped[str] = mapped_column(primary_key=True)
    urgency: Mapped[str] = mapped_column(primary_key=True)
    placement: Mapped[str] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    amount: Mapped[int]
    clock: Mapped[Clock]
    target: Mapped[int]
    mark: Mapped[Mark]
    source: Mapped[str]
