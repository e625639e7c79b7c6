"""Who may see what: the tables of the policy in words, for whoever asks (domain.md 4.5)."""

from dataclasses import dataclass

from referral.i18n import _l
from referral.people.queries import ROLES
from referral.policy import (
    BY_BASIS,
    GRANTS,
    NEVER_TOLD,
    SHARABLE,
    USUAL_SHARE,
    Basis,
    Compartment,
    Permission,
)
from referral.referrals.models.labels import LABELS

C, P = Compartment, Permission
PARTS = {
    C.SHELL: _l("Nomor, risiko, kelompok umur, kabupaten/kota, keadaan"),
    C.REFERRALS: _l("Semua rujukan kasus itu"),
    **LABELS[Compartment],
    C.SERVICES: _l("Riwayat, rencana dan layanan"),
    C.AUDIT: _l("Siapa yang sudah membukanya"),
}
GROUNDS = {
    Basis.OPENED: (_l("Yang membuka laporan"), _l("sampai UPTD menerima, ditambah 7 hari")),
    Basis.INTAKE_CLAIM: (
        _l("Petugas piket yang menangani laporan"),
        _l("sampai ada manajer kasus, ditambah 7 hari"),
    ),
    Basis.ASSIGNMENT: (_l("Manajer kasus"), _l("selama memegang kasus itu")),
    Basis.SUPERVISION: (_l("Kepala unit pemilik kasus"), _l("selama unitnya memiliki kasus itu")),
    Basis.DUTY_DESK: (_l("Petugas lain di unit pemilik kasus"), _l("selama unitnya memilikinya")),
    Basis.PREVIEW: (
        _l("Meja tujuan sebelum menerima"),
        _l("sampai menjawab: hanya ringkasan aman, umur, jenis kelamin, kabupaten/kota"),
    ),
    Basis.REFERRAL: (
        _l("Meja tujuan setelah menerima"),
        _l("daftar yang dibagikan, sampai 14 hari setelah selesai atau persetujuan berakhir"),
    ),
    Basis.CONSENTED_RETURN: (
        _l("Relawan yang diminta mendampingi"),
        _l("paling lama 90 hari, atas persetujuan"),
    ),
    Basis.BREAK_GLASS: (
        _l("Pengawas wilayah, atau manajer kasus yang piket, dengan akses darurat"),
        _l("60 menit: bagian yang dipilihnya, dengan alasan; ditinjau dalam 72 jam"),
    ),
    Basis.TRANSFER: (
        _l("Unit yang melimpahkan kasus"),
        _l("7 hari lagi, tidak lebih dari yang pernah dilihatnya"),
    ),
    Basis.RESIDUE: (
        _l("Yang pernah punya bagian"),
        _l("seterusnya: hanya nomor, tanggal dan keputusannya sendiri"),
    ),
}
"""Who stands on each ground, and until when."""
MAY = {
    P.CASE_OPEN: _l("Membuka laporan"),
    P.CASE_READ: _l("Melihat kasus yang terbuka baginya"),
    P.CASE_WORK: _l("Mencatat pekerjaan pada kasus"),
    P.CASE_DECIDE: _l("Memutuskan: rencana, penutupan, pembatalan"),
    P.REFERRAL_READ: _l("Melihat rujukan yang terbuka baginya"),
    P.REFERRAL_SEND: _l("Mengirim rujukan"),
    P.REFERRAL_ANSWER: _l("Menjawab rujukan"),
    P.BOARD_READ: _l("Melihat papan tunggu"),
    P.BOARD_ACT: _l("Mengingatkan dan mengalihkan tugas"),
    P.FIGURES_READ: _l("Melihat angka per kecamatan dan desa"),
    P.DESK_WRITE: _l("Mengatur piket"),
    P.PEOPLE_READ: _l("Melihat akun"),
    P.PEOPLE_WRITE: _l("Mengatur akun"),
    P.READS_LIFT: _l("Melonggarkan batas membuka data anak bagi petugasnya"),
    P.GLASS_BREAK: _l("Membuka akses darurat"),
    P.GLASS_REVIEW: _l("Meninjau akses darurat"),
    P.AUDIT_READ: _l("Memeriksa catatan siapa membuka apa"),
}
"""What a role may do beside what everybody may: reading one's own messages and account."""


@dataclass(frozen=True)
class Ground:
    """Who stands on it, until when, and what it opens."""

    who: str
    until: str
    parts: list[str]


@dataclass(frozen=True)
class Receiver:
    """A kind of agency: what it is shown usually, and at most, and whether it reads reasons."""

    name: str
    usual: list[str]
    more: list[str]
    reason: bool


def grounds() -> list[Ground]:
    """Each ground of the policy."""
    return [
        Ground(*words, named_parts(BY_BASIS.get(basis, C.NONE))) for basis, words in GROUNDS.items()
    ]


def receivers() -> list[Receiver]:
    """Each kind of agency that a referral may go to."""
    return [
        Receiver(
            str(LABELS[type(kind)][kind]),
            named_parts(USUAL_SHARE[kind]),
            named_parts(most & ~USUAL_SHARE[kind]),
            "reason" not in NEVER_TOLD.get(kind, ()),
        )
        for kind, most in SHARABLE.items()
    ]


def roles() -> list[tuple[str, list[str]]]:
    """Each role, and what it may do at all."""
    return [
        (str(ROLES[role]), [str(word) for may, word in MAY.items() if may in held])
        for role, held in GRANTS.items()
    ]


def named_parts(parts: int) -> list[str]:
    """What the parts of a case are called."""
    return [str(word) for part, word in PARTS.items() if part & parts]
