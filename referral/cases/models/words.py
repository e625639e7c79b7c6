"""What people read for each code of a case, in plain words; and for what each promise is."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

from referral.cases.models.codes import AgeBand, Channel, ContactWith, NoteKind, Sex, Status
from referral.cases.models.erasure import ERASURE_WORDS
from referral.cases.models.glass import GLASS_REASONS, GlassReason
from referral.cases.models.steps import (
    Agreed,
    Care,
    Danger,
    Fares,
    GoalState,
    LateBecause,
    LawStatus,
    LpskAnswer,
    Recommended,
    RecordKind,
    Visum,
    YesNo,
)
from referral.cases.models.told import (
    CLOSING_REASONS,
    AgreesAs,
    ClosingReason,
    Disability,
    Known,
    Language,
    PhoneOf,
    Relation,
    SelfHarm,
    ToldBy,
)
from referral.i18n import _l
from referral.reminders.limits import Kind
from referral.reminders.models import PROMISES

WORDS: Mapping[type[Enum], Mapping[Any, str]] = {
    Status: {
        Status.DRAFT: _l("Draf"),
        Status.REPORTED: _l("Dilaporkan"),
        Status.OPEN: _l("Ditangani"),
        Status.CLOSING: _l("Menunggu penutupan"),
        Status.CLOSED: _l("Ditutup"),
    },
    Sex: {Sex.FEMALE: _l("Perempuan"), Sex.MALE: _l("Laki-laki"), Sex.UNKNOWN: _l("Belum tahu")},
    AgeBand: {
        AgeBand.A0_5: _l("0-5 tahun"),
        AgeBand.A6_12: _l("6-12 tahun"),
        AgeBand.A13_15: _l("13-15 tahun"),
        AgeBand.A16_17: _l("16-17 tahun"),
        AgeBand.UNKNOWN: _l("Umur belum tahu"),
    },
    Channel: {
        Channel.PATBM: _l("PATBM"),
        Channel.SHELTER: _l("Shelter Warga"),
        Channel.WALK_IN: _l("Datang langsung"),
        Channel.PHONE: _l("Telepon"),
        Channel.WHATSAPP: _l("WhatsApp"),
        Channel.CALL_112: _l("Panggilan 112"),
        Channel.SAPA_129: _l("SAPA 129"),
        Channel.POLICE: _l("Kepolisian"),
        Channel.HOSPITAL: _l("Rumah sakit atau puskesmas"),
        Channel.SCHOOL: _l("Sekolah"),
    },
    LateBecause: {
        LateBecause.OFFICE_CLOSED: _l("Kantor libur"),
        LateBecause.CHILD_AWAY: _l("Anak atau keluarga sedang di luar kota"),
        LateBecause.NOT_REACHED: _l("Belum dapat dihubungi"),
        LateBecause.NOT_SAFE: _l("Belum aman untuk bertemu"),
        LateBecause.NOT_READY: _l("Anak atau keluarga belum siap"),
        LateBecause.OTHER_OFFICE: _l("Menunggu lembaga lain"),
        LateBecause.NO_STAFF: _l("Petugas kurang"),
        LateBecause.NO_TRANSPORT: _l("Jalan atau kendaraan tidak ada"),
        LateBecause.FORGOTTEN: _l("Terlewat"),
    },
    Agreed: {
        Agreed.BOTH: _l("Anak dan pengasuh"),
        Agreed.CHILD: _l("Anak"),
        Agreed.CAREGIVER: _l("Pengasuh"),
        Agreed.NOBODY: _l("Belum ada"),
    },
    GoalState: {
        GoalState.OPEN: _l("Berjalan"),
        GoalState.REACHED: _l("Tercapai"),
        GoalState.DROPPED: _l("Tidak dilanjutkan"),
    },
    Danger: {
        Danger.HURT: _l("Anak terluka atau sakit karenanya"),
        Danger.REACH: _l("Orang yang ditakuti masih bisa menemui anak"),
        Danger.RECENT: _l("Terjadi kurang dari 72 jam (3 hari) yang lalu"),
        Danger.NONE: _l("Tidak satu pun, atau belum tahu"),
    },
    YesNo: {YesNo.YES: _l("Ya"), YesNo.NO: _l("Tidak")},
    Care: {
        Care.GIVEN: _l("Sudah diperiksa tenaga kesehatan"),
        Care.NOT_NEEDED: _l("Tidak perlu, menurut tenaga kesehatan"),
        Care.REFUSED: _l("Anak atau pengasuh menolak"),
    },
    Visum: {Visum.REQUESTED: _l("Diminta penyidik"), Visum.DONE: _l("Sudah dilakukan")},
    LpskAnswer: {
        LpskAnswer.ACCEPTED: _l("Diterima LPSK"),
        LpskAnswer.PARTLY: _l("Diterima sebagian"),
        LpskAnswer.REFUSED: _l("Ditolak LPSK"),
    },
    Recommended: {
        Recommended.YES: _l("Direkomendasikan"),
        Recommended.NO: _l("Tidak direkomendasikan"),
    },
    LawStatus: {
        LawStatus.INVESTIGATION: _l("Penyelidikan atau penyidikan"),
        LawStatus.PROSECUTION: _l("Di kejaksaan"),
        LawStatus.TRIAL: _l("Sidang"),
        LawStatus.VERDICT: _l("Putusan, belum berkekuatan tetap"),
        LawStatus.FINAL: _l("Putusan berkekuatan tetap"),
        LawStatus.STOPPED: _l("Dihentikan"),
    },
    Fares: {
        Fares.WELL: _l("Baik dan aman"),
        Fares.CONCERN: _l("Ada yang mengkhawatirkan"),
        Fares.NOT_REACHED: _l("Tidak dapat dihubungi"),
    },
    RecordKind: {
        RecordKind.INITIAL_ASSESSMENT: _l("Asesmen awal"),
        RecordKind.FULL_ASSESSMENT: _l("Asesmen lengkap (biopsikososial)"),
        RecordKind.EMERGENCY_CARE: _l("Pertolongan kesehatan"),
        RecordKind.PLAN_REVIEW: _l("Tinjauan rencana"),
        RecordKind.FILE_REVIEW: _l("Pemeriksaan berkas oleh pengawas"),
        RecordKind.INCIDENT: _l("Kejadian baru"),
        RecordKind.VISUM: _l("Visum"),
        RecordKind.PROTECTION: _l("Perlindungan sementara polisi"),
        RecordKind.LPSK_LETTER: _l("Surat ke LPSK"),
        RecordKind.LPSK_ANSWER: _l("Jawaban LPSK"),
        RecordKind.HEARING: _l("Sidang"),
        RecordKind.LAW_STATUS: _l("Kemajuan proses hukum"),
        RecordKind.RECOMMENDATION: _l("Rekomendasi ke pengadilan agama"),
        RecordKind.PROVINCES: _l("Bantuan lintas provinsi (KemenPPPA)"),
        RecordKind.STAY: _l("Tinggal di rumah aman"),
        RecordKind.STAY_END: _l("Keluar dari rumah aman"),
        RecordKind.AFTER_CLOSING: _l("Keadaan anak setelah ditutup"),
    },
    NoteKind: {
        NoteKind.NEWS: _l("Kabar baru"),
        NoteKind.MISTAKE: _l("Ditandai keliru"),
        NoteKind.CLOSING: _l("Penutupan"),
        NoteKind.RISK: _l("Penilaian risiko"),
        NoteKind.PLAN: _l("Rencana"),
        NoteKind.EXCLUSION: _l("Pengecualian"),
        NoteKind.TELLING: _l("Waktu laporan pertama"),
        NoteKind.PAUSE: _l("Jeda"),
    },
    ContactWith: {
        ContactWith.CHILD: _l("Anak"),
        ContactWith.CAREGIVER: _l("Pengasuh"),
        ContactWith.CAREGIVER_FOR_CHILD: _l("Pengasuh, karena anak belum dapat dihubungi"),
        ContactWith.REPORTER: _l("Orang yang memberi tahu"),
        ContactWith.OTHER: _l("Orang lain"),
    },
    ToldBy: {
        ToldBy.CHILD: _l("Anak itu sendiri"),
        ToldBy.PARENT: _l("Orang tua"),
        ToldBy.RELATIVE: _l("Keluarga lain (bibi, kakek, kakak)"),
        ToldBy.NEIGHBOUR: _l("Tetangga"),
        ToldBy.TEACHER: _l("Guru atau pihak sekolah"),
        ToldBy.HEALTH_WORKER: _l("Tenaga kesehatan"),
        ToldBy.PEER: _l("Teman anak atau Forum Anak (tanpa nama)"),
        ToldBy.OFFICIAL: _l("RT, RW, dusun, atau aparat desa"),
        ToldBy.WITNESS: _l("Saya melihat sendiri"),
        ToldBy.OTHER: _l("Orang lain"),
    },
    Relation: {
        Relation.UNKNOWN: _l("Tidak tahu"),
        Relation.PARENT: _l("Ayah atau ibu"),
        Relation.STEP_PARENT: _l("Ayah atau ibu tiri"),
        Relation.FAMILY: _l("Keluarga lain"),
        Relation.SPOUSE: _l("Suami atau istri"),
        Relation.PARTNER: _l("Pacar"),
        Relation.PEER: _l("Teman sebaya (anak juga)"),
        Relation.NEIGHBOUR: _l("Tetangga"),
        Relation.TEACHER: _l("Guru atau pengasuh"),
        Relation.CLERGY: _l("Tokoh agama"),
        Relation.EMPLOYER: _l("Majikan"),
        Relation.COWORKER: _l("Rekan kerja"),
        Relation.OFFICIAL: _l("Aparat atau pejabat"),
        Relation.ONLINE: _l("Kenalan di internet"),
        Relation.STRANGER: _l("Orang tak dikenal"),
    },
    Known: {
        Known.YES: _l("Ya"),
        Known.NO: _l("Tidak"),
        Known.UNKNOWN: _l("Tidak tahu"),
    },
    Disability: {
        Disability.MOVING: _l("Sulit berjalan atau bergerak"),
        Disability.SEEING: _l("Sulit melihat"),
        Disability.HEARING: _l("Sulit mendengar atau berbicara"),
        Disability.LEARNING: _l("Sulit belajar atau memahami"),
        Disability.FEELING: _l("Sulit mengatur perasaan atau pikiran"),
    },
    Language: {
        Language.INDONESIAN: _l("Bahasa Indonesia"),
        Language.BUGIS: _l("Bugis"),
        Language.MAKASSAR: _l("Makassar"),
        Language.TORAJA: _l("Toraja"),
        Language.MANDAR: _l("Mandar"),
        Language.SIGN: _l("Bahasa isyarat"),
        Language.OTHER: _l("Bahasa lain"),
    },
    PhoneOf: {
        PhoneOf.CHILD: _l("Anak itu sendiri"),
        PhoneOf.PARENT: _l("Orang tua yang aman"),
        PhoneOf.RELATIVE: _l("Keluarga lain"),
        PhoneOf.NEIGHBOUR: _l("Tetangga"),
        PhoneOf.TEACHER: _l("Guru"),
        PhoneOf.OPENER: _l("Saya (yang mengisi laporan ini)"),
        PhoneOf.OTHER: _l("Orang lain yang dipercaya anak"),
        PhoneOf.NONE: _l("Tidak ada nomor yang aman"),
    },
    ClosingReason: CLOSING_REASONS,
    AgreesAs: {
        AgreesAs.PARENT: _l("Orang tua"),
        AgreesAs.COURT: _l("Wali menurut penetapan pengadilan"),
        AgreesAs.CARER: _l("Keluarga yang mengasuh selama orang tua tidak ada"),
        AgreesAs.INSTITUTION: _l("Panti atau lembaga yang mengasuh"),
        AgreesAs.NOBODY: _l("Belum ada yang berhak"),
    },
    SelfHarm: {
        SelfHarm.YES: _l("Sudah, dan keinginan itu ada"),
        SelfHarm.NO: _l("Sudah, tidak ada"),
        SelfHarm.NOT_ASKED: _l("Belum ditanya"),
    },
    GlassReason: GLASS_REASONS,
    **ERASURE_WORDS,
    Kind: PROMISES,
}


def word(code: StrEnum) -> str:
    """The words of a code, in the language of the moment."""
    return str(WORDS[type(code)][code])


def choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    """Every code of a list with its words, for a field of a form."""
    return [(code.value, WORDS[codes][code]) for code in codes]
