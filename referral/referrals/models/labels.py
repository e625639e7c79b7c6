"""What people read for each code of a referral."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from referral.cases.models import PARTS
from referral.directory.models import Condition, Service
from referral.i18n import _l
from referral.policy import AgencyKind, Compartment
from referral.referrals.models.codes import (
    Assent,
    ConsentHow,
    DeclineReason,
    Fact,
    FailReason,
    Giver,
    Helped,
    Kind,
    LawfulBasis,
    Outcome,
    SaidBy,
    Step,
)
from referral.referrals.models.found import FOUND
from referral.reminders.limits import Urgency

LABELS: Mapping[type[Enum], Mapping[Any, str]] = {
    **FOUND,
    Step: {
        Step.SEND: _l("Kirim"),
        Step.ASK: _l("Bertanya ke pengirim"),
        Step.REPLY: _l("Balas pertanyaan"),
        Step.ACCEPT: _l("Terima"),
        Step.WAITLIST: _l("Masukkan daftar tunggu"),
        Step.DECLINE: _l("Tolak"),
        Step.FORWARD: _l("Alihkan ke meja lain"),
        Step.START: _l("Catat layanan pertama"),
        Step.COMPLETE: _l("Selesaikan"),
        Step.FAIL: _l("Tidak terlaksana"),
        Step.CONFIRM: _l("Konfirmasi hasil"),
        Step.REOPEN: _l("Buka kembali"),
        Step.RECALL: _l("Tarik rujukan"),
        Step.VOID: _l("Batalkan rujukan"),
    },
    Kind: {
        Kind.VILLAGE_REPORT: _l("Laporan desa"),
        Kind.REFERRAL: _l("Rujukan"),
        Kind.LEGAL_REPORT: _l("Laporan hukum"),
        Kind.TRANSFER: _l("Pelimpahan kasus"),
    },
    Service: {
        Service.COMPLAINT: _l("Pengaduan"),
        Service.POLICE_REPORT: _l("Laporan polisi"),
        Service.PROTECTION: _l("Perlindungan"),
        Service.TREATMENT: _l("Layanan kesehatan"),
        Service.FORENSIC_EXAM: _l("Visum"),
        Service.COUNSELLING: _l("Pendampingan psikologis"),
        Service.SOCIAL_CARE: _l("Pendampingan sosial"),
        Service.MEDIATION: _l("Mediasi"),
        Service.SHELTER: _l("Penampungan sementara"),
        Service.SOCIAL_AID: _l("Bantuan sosial"),
        Service.SCHOOLING: _l("Dukungan sekolah"),
        Service.LEGAL_AID: _l("Bantuan hukum"),
        Service.FAMILY_COUNSELLING: _l("Konseling keluarga"),
        Service.DOCUMENTS: _l("Akta kelahiran dan kependudukan"),
        Service.MARRIAGE: _l("Pencegahan perkawinan anak"),
        Service.WITNESS_PROTECTION: _l("Perlindungan saksi dan korban"),
        Service.RESTITUTION: _l("Restitusi"),
        Service.TAKEDOWN: _l("Penghapusan konten daring"),
        Service.CARE_HOME: _l("Pengasuhan di lembaga"),
    },
    Condition: {
        Condition.EMERGENCY: _l("hanya bila gawat darurat"),
        Condition.DANGER: _l("hanya bila anak dalam bahaya"),
        Condition.LOW_RISK: _l("hanya bila risikonya rendah"),
        Condition.OTHER_DISTRICT: _l("hanya bila anak berada di kabupaten atau kota lain"),
        Condition.POLICE_REQUEST: _l("visum dibuat hanya bila polisi memintanya dengan surat"),
    },
    Urgency: {
        Urgency.DARURAT: _l("Darurat, jawaban dalam 1 jam"),
        Urgency.HOURS_6: _l("Jawaban dalam 6 jam"),
        Urgency.HOURS_24: _l("Jawaban dalam 24 jam"),
        Urgency.DAYS_3: _l("Jawaban dalam 3 hari kerja"),
    },
    LawfulBasis: {
        LawfulBasis.CONSENT: _l("Persetujuan anak atau wali"),
        LawfulBasis.LEGAL_DUTY: _l("Kewajiban hukum"),
        LawfulBasis.VITAL_INTEREST: _l("Menyelamatkan jiwa atau mencegah bahaya"),
        LawfulBasis.PUBLIC_TASK: _l("Tugas pelayanan publik"),
    },
    ConsentHow: {
        ConsentHow.WRITTEN: _l("Tertulis"),
        ConsentHow.SPOKEN: _l("Lisan, bertemu langsung"),
        ConsentHow.REMOTE: _l("Lewat telepon atau pesan"),
    },
    Giver: {
        Giver.CHILD: _l("Anak sendiri"),
        Giver.PARENT: _l("Ayah atau ibu"),
        Giver.STEP_PARENT: _l("Ayah atau ibu tiri"),
        Giver.GUARDIAN: _l("Wali atau keluarga pengasuh"),
        Giver.OTHER_ADULT: _l("Orang dewasa lain yang dipercaya anak"),
    },
    Assent: {
        Assent.YES: _l("Anak setuju"),
        Assent.NO: _l("Anak tidak setuju"),
        Assent.TOO_YOUNG: _l("Terlalu kecil untuk ditanya"),
        Assent.NOT_SAFE: _l("Belum aman ditanyakan kepada anak"),
    },
    DeclineReason: {
        DeclineReason.NO_CAPACITY: _l("Tidak ada tempat atau petugas"),
        DeclineReason.WAITING_LIST: _l("Ada daftar tunggu"),
        DeclineReason.OUTSIDE_AREA: _l("Di luar wilayah"),
        DeclineReason.OUTSIDE_MANDATE: _l("Di luar kewenangan"),
        DeclineReason.NOT_ELIGIBLE: _l("Tidak memenuhi syarat"),
        DeclineReason.REFUSED_BY_FAMILY: _l("Anak atau wali tidak mau"),
        DeclineReason.NO_CONTACT: _l("Tidak dapat dihubungi"),
        DeclineReason.CONFLICT: _l("Benturan kepentingan"),
        DeclineReason.OTHER_FIRST: _l("Perlu layanan lain dulu"),
        DeclineReason.INCOMPLETE: _l("Keterangan belum lengkap"),
        DeclineReason.DUPLICATE: _l("Rujukan ganda"),
        DeclineReason.UNSAFE: _l("Belum aman untuk dilakukan"),
        DeclineReason.OTHER: _l("Lainnya"),
    },
    SaidBy: {
        SaidBy.PROVIDER: _l("Lembaga kami"),
        SaidBy.CHILD: _l("Anak"),
        SaidBy.GUARDIAN: _l("Wali atau orang tua"),
    },
    FailReason: {
        FailReason.NO_CONTACT: _l("Tidak dapat dihubungi"),
        FailReason.MOVED: _l("Pindah"),
        FailReason.NOT_WANTED: _l("Tidak lagi diinginkan"),
        FailReason.NOT_ELIGIBLE: _l("Tidak memenuhi syarat"),
        FailReason.NO_CAPACITY: _l("Tidak ada tempat atau petugas"),
        FailReason.UNSAFE: _l("Belum aman untuk dilakukan"),
        FailReason.DIED: _l("Meninggal"),
        FailReason.OTHER: _l("Lainnya"),
    },
    Outcome: {
        Outcome.HELPED: _l("Terbantu"),
        Outcome.PARTLY: _l("Terbantu sebagian"),
        Outcome.CONTINUES: _l("Bantuan masih berlanjut"),
        Outcome.NO_CONTACT: _l("Tidak dapat dihubungi"),
        Outcome.NOT_ELIGIBLE: _l("Tidak memenuhi syarat"),
        Outcome.NO_CAPACITY: _l("Tidak ada tempat atau petugas"),
        Outcome.MOVED: _l("Pindah"),
        Outcome.NOT_WANTED: _l("Tidak lagi diinginkan"),
        Outcome.HANDED_OVER: _l("Dilimpahkan ke polisi atau pengadilan"),
        Outcome.SAFE_HOUSE: _l("Di rumah aman"),
        Outcome.DIED: _l("Meninggal"),
        Outcome.OTHER: _l("Lainnya"),
    },
    Helped: {
        Helped.YES: _l("Ya, terbantu"),
        Helped.PARTLY: _l("Sebagian"),
        Helped.NO: _l("Tidak"),
    },
    AgencyKind: {
        AgencyKind.PATBM: _l("PATBM"),
        AgencyKind.SHELTER: _l("Shelter Warga"),
        AgencyKind.UPTD: _l("UPTD PPA"),
        AgencyKind.UPT_PROVINCE: _l("UPT PPA provinsi"),
        AgencyKind.DP3A: _l("DP3A"),
        AgencyKind.SOCIAL: _l("Dinas Sosial"),
        AgencyKind.POLICE: _l("Kepolisian"),
        AgencyKind.HOSPITAL: _l("Rumah sakit atau puskesmas"),
        AgencyKind.PUSPAGA: _l("PUSPAGA atau psikolog"),
        AgencyKind.SCHOOL: _l("Sekolah atau Dinas Pendidikan"),
        AgencyKind.DUKCAPIL: _l("Dukcapil"),
        AgencyKind.KUA: _l("KUA atau Pengadilan Agama"),
        AgencyKind.LPSK: _l("LPSK"),
        AgencyKind.KOMDIGI: _l("Komdigi"),
        AgencyKind.LKSA: _l("LKSA"),
    },
    Compartment: PARTS,
}
MOVES: Mapping[str, str] = {
    Fact.DRAFTED: _l("Disimpan sebagai draf"),
    Fact.ASKED_HEAD: _l("Menunggu diperiksa kepala unit"),
    Fact.HANDED_BACK: _l("Dikembalikan kepala unit"),
    Step.SEND: _l("Dikirim"),
    Fact.OPENED: _l("Dibuka meja tujuan"),
    Fact.CLAIMED: _l("Diambil petugas meja tujuan"),
    Step.ASK: _l("Meja tujuan bertanya"),
    Step.REPLY: _l("Dibalas"),
    Step.ACCEPT: _l("Diterima"),
    Step.WAITLIST: _l("Masuk daftar tunggu"),
    Fact.RENEWED: _l("Persetujuan diperpanjang"),
    Fact.WITHDRAWN: _l("Persetujuan dicabut"),
    Fact.PRESSED: _l("Pencabutan di bawah tekanan: menunggu kepala unit"),
    Fact.UPHELD: _l("Persetujuan tetap berlaku, diputuskan kepala unit"),
    Fact.KEPT: _l("Pengirim tetap menunggu tempat"),
    Step.DECLINE: _l("Ditolak"),
    Step.FORWARD: _l("Dialihkan ke meja lain"),
    Step.START: _l("Layanan pertama diberikan"),
    Fact.PROGRESS: _l("Kabar kemajuan"),
    Fact.HELD: _l("Ditunda meja tujuan"),
    Fact.RESUMED: _l("Dilanjutkan meja tujuan"),
    Step.COMPLETE: _l("Layanan selesai"),
    Step.FAIL: _l("Layanan tidak terlaksana"),
    Step.REOPEN: _l("Dibuka kembali oleh pengirim"),
    Step.CONFIRM: _l("Hasil dikonfirmasi"),
    Step.RECALL: _l("Ditarik pengirim"),
    Step.VOID: _l("Dibatalkan"),
    Fact.MISTAKE: _l("Ditandai keliru oleh pengirim"),
    Fact.PLANNED: _l("Kebutuhan dipenuhi dengan jalan lain"),
    Fact.HURRIED: _l("Dipercepat pengirim"),
    Fact.SIGNED: _l("Dasar membagi data disetujui kepala unit"),
}
"""A move as its line in the timeline reads."""


def label(code: Enum) -> str:
    """The words of a code, in the language of the moment."""
    return str(LABELS[type(code)][code])


def choices(codes: Iterable[Enum]) -> list[tuple[str, str]]:
    """Codes with their words, for a field of a form."""
    return [(str(code.value), LABELS[type(code)][code]) for code in codes]
