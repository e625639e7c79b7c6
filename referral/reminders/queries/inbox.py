"""The inbox of one person: newest first, a page at a time, with what each item is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.errors import Missing
from referral.i18n import _, _l
from referral.outbox import InboxItem
from referral.policy import AccessGrant, Actor, Permission, can
from referral.reminders.clocks import local_day
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp, promised

PAGE = 25
TITLES: dict[str, str] = {
    "referral_sent": _l("Kiriman baru menunggu jawaban meja Anda"),
    "referral_claimed": _l("Kiriman sudah diambil petugas, belum dijawab"),
    "referral_accepted": _l("Kiriman diterima meja tujuan"),
    "referral_declined": _l("Kiriman ditolak meja tujuan: perlu jalan lain"),
    "referral_asked": _l("Meja penerima bertanya"),
    "referral_replied": _l("Pertanyaan meja Anda dijawab"),
    "referral_started": _l("Layanan sudah dimulai"),
    "referral_completed": _l("Layanan selesai: pastikan hasilnya"),
    "referral_confirmed": _l("Pengirim memastikan hasilnya"),
    "referral_waitlisted": _l("Kiriman masuk daftar tunggu"),
    "referral_forwarded": _l("Kiriman dialihkan ke meja lain"),
    "referral_rerouted": _l("Kiriman untuk meja Anda dialihkan oleh pengirim"),
    "referral_progress": _l("Ada kabar kemajuan layanan"),
    "referral_hurried": _l("Batas jawaban atau layanan menjadi lebih singkat"),
    "referral_held": _l("Layanan ditunda dengan alasan"),
    "referral_failed": _l("Layanan tidak terlaksana: perlu jalan lain"),
    "referral_reopened": _l("Rujukan dibuka kembali oleh pengirim"),
    "approval_asked": _l("Rujukan menunggu Anda periksa sebelum dikirim"),
    "draft_handed_back": _l("Rujukan Anda dikembalikan kepala unit, belum terkirim"),
    "withdrawal_asked": _l("Pencabutan persetujuan menunggu keputusan Anda"),
    "withdrawal_decided": _l("Pencabutan persetujuan sudah diputuskan"),
    "consent_withdrawn": _l("Persetujuan dicabut: lihat di rujukannya apa yang berlaku"),
    "sign_off_asked": _l("Data sudah dibagi: setujui dasarnya"),
    "referral_voided": _l("Rujukan dibatalkan kepala unit"),
    "referral_note": _l("Ada catatan baru pada rujukan"),
    "person_relieved": _l("Semua tugas seorang rekan dialihkan kepada Anda"),
    "case_transferred": _l("Kasus diterima oleh unit yang baru"),
    "referral_recalled": _l("Kiriman ditarik kembali"),
    "report_taken_up": _l("Laporan Anda sudah ditangani UPTD"),
    "case_assigned": _l("Kasus dipercayakan kepada Anda"),
    "legal_named": _l("Anda menjadi pendamping hukum sebuah kasus"),
    "case_reopened": _l("Kasus Anda dibuka kembali"),
    "case_news": _l("Ada kabar baru pada sebuah kasus"),
    "case_mistake": _l("Pengirim menandai laporannya keliru"),
    "case_incident": _l("Ada kejadian baru pada sebuah kasus"),
    "case_concern": _l("Keadaan anak perlu dilihat lagi"),
    "plan_proposed": _l("Rencana menunggu keputusan Anda"),
    "plan_decided": _l("Rencana sudah diputuskan"),
    "closure_asked": _l("Penutupan menunggu keputusan Anda"),
    "closure_decided": _l("Penutupan sudah diputuskan"),
    "companion_asked": _l("Anda diminta mendampingi seorang anak"),
    "lift_asked": _l("Pengecualian menunggu keputusan Anda"),
    "lift_decided": _l("Pengecualian sudah diputuskan"),
    "erasure_asked": _l("Penghapusan data menunggu keputusan Anda"),
    "erasure_decided": _l("Penghapusan data disetujui: ditahan 24 jam"),
    "erasure_stopped": _l("Penghapusan data dihentikan"),
    "erased": _l("Data sebuah kasus sudah dihapus"),
    "glass_broken": _l("Akses darurat dibuka pada sebuah kasus"),
    "glass_reviewed": _l("Akses darurat sudah ditinjau"),
    "reads_many": _l("Seorang petugas membuka banyak data anak dalam satu jam"),
    "reads_lifted": _l("Anda boleh membuka data anak lagi"),
    "nudge": _l("Anda diingatkan oleh pengawas"),
    "promise_taken": _l("Tugas dialihkan kepada Anda"),
    "promise_passed": _l("Tugas dialihkan ke orang lain"),
}
_CASE = sa.table("case_file", sa.column("id", sa.Uuid()), sa.column("number", sa.Text()))
_REFERRAL = sa.table(
    "referral",
    sa.column("id", sa.Uuid()),
    sa.column("number", sa.Text()),
    sa.column("urgency", sa.Text()),
)


@dataclass(frozen=True)
class Told:
    """One item as a page shows it; what the person may not see of it is None.

    ``via`` is the referral through which a desk knows a case that it has not taken up yet.
    """

    key: UUID
    kind: str
    at: datetime
    seen: bool
    case_id: UUID | None
    referral_id: UUID | None
    via: UUID | None
    number: str | None
    promise: Kind | None
    due_at: datetime | None
    done: bool
    left: timedelta | None
    urgency: str | None
    counts: list[int] | None

    @property
    def title(self) -> str:
        """What the person is told."""
        if self.counts:
            return _digest(*self.counts)
        if self.promise is Kind.ACKNOWLEDGE and self.urgency == Urgency.DARURAT:
            return _("Darurat: kiriman belum ada yang menangani")
        if self.promise is not None:
            return _("Pengingat: %(what)s", what=promised(self.promise, self.referral_id))
        if self.kind == "reminder":
            return _("Pengingat: ada yang menunggu meja Anda")
        return str(TITLES.get(self.kind) or _("Ada kabar baru"))


@dataclass(frozen=True)
class Day:
    """What was told on one day; ``ago`` is 0 today, 1 yesterday."""

    on: date
    ago: int
    items: list[Told]


def by_day(items: Iterable[Told]) -> list[Day]:
    """The items by the day of their telling, in their order."""
    today = local_day(db.now())
    days = groupby(items, key=lambda item: local_day(item.at))
    return [Day(on, (today - on).days, list(told)) for on, told in days]


def _digest(first: int, *rest: int) -> str:
    """The list of Monday has one figure, the summary of a day four."""
    if not rest:
        return _("Daftar hari Senin: %(count)s anak menunggu lebih dari 7 hari", count=first)
    late, mine, others = rest
    return _(
        "Tugas hari ini: %(today)s jatuh tempo, %(late)s terlambat, %(mine)s menunggu Anda, "
        "%(others)s menunggu pihak lain",
        today=first, late=late, mine=mine, others=others,
    )  # fmt: skip


def inbox(actor: Actor, before: UUID | None = None) -> list[Told]:
    """Own items, newest first, those older than ``before``; one more than a page shows."""
    query = _told(actor).order_by(InboxItem.id.desc()).limit(PAGE + 1)
    if before is not None:
        last = sa.select(InboxItem.id).where(InboxItem.key == before, InboxItem.visible_to(actor))
        query = query.where(InboxItem.id < last.scalar_subquery())
    return _items(query, actor)


def told(key: UUID, actor: Actor) -> Told:
    """One's own item by the key in its address; raises ``Missing``."""
    for item in _items(_told(actor).where(InboxItem.key == key), actor):
        return item
    raise Missing


def _told(actor: Actor) -> sa.Select[Any]:
    via = _held(actor)
    return (
        sa.select(
            InboxItem, via.label("via"), _REFERRAL.c.number, _CASE.c.number.label("case_number"),
            FollowUp.kind, FollowUp.due_at, FollowUp.done_at, _REFERRAL.c.urgency,
        )
        .outerjoin(FollowUp, FollowUp.id == InboxItem.follow_up_id)
        .outerjoin(_REFERRAL, _REFERRAL.c.id == sa.func.coalesce(InboxItem.referral_id, via))
        .outerjoin(_CASE, _CASE.c.id == InboxItem.case_id)
        .where(InboxItem.visible_to(actor))
    )  # fmt: skip


def _held(actor: Actor) -> sa.ScalarSelect[UUID | None]:
    """The referral on which the person's or the unit's live grant on the item's case stands."""
    g = AccessGrant.__table__.alias("held")
    return (
        sa.select(g.c.basis_id)
        .where(
            g.c.case_id == InboxItem.case_id,
            g.c.since <= db.now(),
            g.c.until > db.now(),
            g.c.basis_id.is_not(None),
            (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
        )
        .order_by(g.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _items(query: sa.Select[Any], actor: Actor) -> list[Told]:
    """Each with the number that the reader knows: who opens no referral knows his own report's."""
    now, referrals = db.now(), can(actor, Permission.REFERRAL_READ)
    return [
        Told(
            i.key, i.kind, i.at, i.seen_at is not None, i.case_id if case_number else None,
            i.referral_id, via, (number if i.referral_id and referrals else case_number) or number,
            kind, due_at, done_at is not None, due_at - now if due_at and not done_at else None,
            urgency, i.counts,
        )
        for i, via, number, case_number, kind, due_at, done_at, urgency in db.session.execute(query)
    ]  # fmt: skip
