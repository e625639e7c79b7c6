"""What each kind of receiver tells of its work: one table, from which forms and pages are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from referral.cases.models import LpskAnswer, Visum, YesNo
from referral.directory.models import Service
from referral.i18n import _l
from referral.policy import AgencyKind, Compartment
from referral.referrals.models.codes import Fact, Step
from referral.referrals.models.found import Document, Marriage, PlacedIn, Schooling, Takedown

Facts = Mapping[str, str]
"""What was told, each under its name as it is sealed."""
NOTHING: Facts = {}
S, A, P, C = Service, Step.ACCEPT, Fact.PROGRESS, Step.COMPLETE
ALWAYS = frozenset({A, Step.START, P, C})
SERVED = ALWAYS - {A}
LATER = frozenset({P, C})


class Sort(Enum):
    """What kind of answer is given."""

    TEXT = "text"
    LINES = "lines"
    COUNT = "count"
    CODE = "code"
    CODES = "codes"
    PAST = "past"
    """A moment that has been."""
    AHEAD = "ahead"
    DAY = "day"
    """A day that has been."""
    UNTIL = "until"


@dataclass(frozen=True, kw_only=True, eq=False)
class Ask:
    """One thing that a receiver tells, at which steps, for which services (all, where none)."""

    name: str
    label: str
    sort: Sort = Sort.TEXT
    codes: type[StrEnum] | None = None
    steps: frozenset[StrEnum] = SERVED
    services: frozenset[Service] = frozenset()
    needed: bool = False
    """Without it no service ends that has helped."""
    after: str = ""
    """It does not come before that other one."""
    part: Compartment = Compartment.NONE
    """Asked only where the share list holds this part."""
    hint: str = ""

    def written(self, value: Any) -> str:
        """The answer as it is sealed; empty where there is none."""
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat()
        return " ".join(value) if isinstance(value, list) else str(value)

    def read(self, text: str) -> Any:
        """The answer as a form and a page need it."""
        if self.sort in (Sort.PAST, Sort.AHEAD):
            return datetime.fromisoformat(text)
        if self.sort in (Sort.DAY, Sort.UNTIL):
            return date.fromisoformat(text)
        if self.sort is Sort.CODES:
            return text.split()
        return int(text) if self.sort is Sort.COUNT else text


def _ask(name: str, label: str, sort: Sort = Sort.TEXT, **more: Any) -> Ask:
    return Ask(name=name, label=label, sort=sort, **more)


def _code(name: str, label: str, codes: type[StrEnum], **more: Any) -> Ask:
    return Ask(name=name, label=label, sort=Sort.CODE, codes=codes, **more)


def _stay(*services: Service) -> tuple[Ask, ...]:
    """A roof for a time: where in general, never the address; since when, until when."""
    on = frozenset(services)
    return (
        _code("placed_in", _l("Anak tinggal sementara di"), PlacedIn, services=on,
              hint=_l("Jangan menulis alamatnya.")),
        _ask("stay_from", _l("Mulai tinggal"), Sort.PAST, services=on),
        _ask("stay_until", _l("Tinggal sampai"), Sort.AHEAD, services=on, after="stay_from",
             hint=_l("Ditinjau sebelum tanggal ini, paling lambat 14 hari setelah masuk.")),
        _ask("stay_left", _l("Kapan anak keluar"), Sort.PAST, services=on, after="stay_from",
             steps=LATER),
    )  # fmt: skip


_TALKS = frozenset({S.COUNSELLING, S.FAMILY_COUNSELLING})
SESSIONS = (
    _ask("sessions", _l("Jumlah pertemuan sampai sekarang"), Sort.COUNT, services=_TALKS,
         steps=LATER, needed=True),
    _ask("last_session", _l("Pertemuan terakhir"), Sort.PAST, services=_TALKS, steps=LATER),
    _ask("next_session", _l("Pertemuan berikutnya"), Sort.AHEAD, services=_TALKS,
         steps=SERVED - {C}),
)  # fmt: skip
_HOME = frozenset({S.CARE_HOME})
_BODY, _VISUM = frozenset({S.TREATMENT}), frozenset({S.TREATMENT, S.FORENSIC_EXAM})
_UPTD = (
    _ask("own_number", _l("Nomor kasus di unit penerima"), steps=ALWAYS),
    _ask("met_at", _l("Kapan anak ditemui"), Sort.PAST),
    *SESSIONS,
    *_stay(S.SHELTER),
)
ASKS: Mapping[AgencyKind, tuple[Ask, ...]] = {
    AgencyKind.POLICE: (
        _ask("handled_by", _l("Unit dan penyidik yang menangani"), steps=ALWAYS),
        _ask("device_receipt", _l("Nomor tanda terima gawai atau barang bukti"), steps=ALWAYS),
        _code("protection", _l("Apakah polisi memberi perlindungan sementara?"), YesNo,
              steps=ALWAYS, part=Compartment.LAW),
        _ask("protection_at", _l("Kapan perlindungan diputuskan"), Sort.PAST, steps=ALWAYS,
             part=Compartment.LAW),
        _ask("sp2hp", _l("Nomor SP2HP"), steps=LATER),
    ),
    AgencyKind.HOSPITAL: (
        _ask("examined_at", _l("Kapan anak diperiksa"), Sort.PAST, services=_BODY, needed=True,
             hint=_l("Jangan menulis hasil pemeriksaan.")),
        _code("visum", _l("Visum"), Visum, services=_VISUM,
              hint=_l("Hanya atas permintaan tertulis polisi; hasilnya hanya untuk penyidik.")),
        _ask("visum_at", _l("Kapan visum diminta atau dibuat"), Sort.PAST, services=_VISUM),
        _ask("visum_number", _l("Nomor surat visum"), services=_VISUM),
        *SESSIONS,
        _ask("control_at", _l("Kontrol berikutnya"), Sort.AHEAD, services=_BODY),
    ),
    AgencyKind.SOCIAL: (
        _ask("assessed_at", _l("Kapan asesmen sosial dilakukan"), Sort.PAST),
        _ask("social_report", _l("Nomor laporan sosial"), steps=LATER),
        *_stay(S.SHELTER, S.SOCIAL_CARE),
    ),
    AgencyKind.PUSPAGA: SESSIONS,
    AgencyKind.SCHOOL: (
        _code("schooling", _l("Sekolah anak sekarang"), Schooling, needed=True),
        _ask("school_since", _l("Sejak kapan"), Sort.DAY),
    ),
    AgencyKind.DUKCAPIL: (
        _ask("documents", _l("Dokumen yang terbit"), Sort.CODES, codes=Document, steps=LATER,
             needed=True),
        _ask("document_numbers", _l("Nomor dokumen"), Sort.LINES, steps=LATER,
             hint=_l("Nomornya saja, satu baris satu dokumen. Dokumen disimpan keluarga.")),
        _ask("issued_on", _l("Tanggal terbit"), Sort.DAY, steps=LATER),
    ),
    AgencyKind.KUA: (
        _code("marriage", _l("Keputusan"), Marriage, steps=ALWAYS, needed=True),
        _ask("marriage_number", _l("Nomor surat penolakan atau nomor perkara"), steps=ALWAYS),
        _ask("marriage_on", _l("Tanggal keputusan"), Sort.DAY, steps=ALWAYS),
        _ask("hearing_at", _l("Sidang berikutnya"), Sort.AHEAD, steps=ALWAYS - {C}),
    ),
    AgencyKind.LPSK: (
        _ask("registration", _l("Nomor registrasi LPSK"), steps=ALWAYS),
        _ask("registered_on", _l("Tanggal registrasi"), Sort.DAY, steps=ALWAYS),
        _code("lpsk_decision", _l("Keputusan LPSK"), LpskAnswer, needed=True),
        _ask("lpsk_decided_at", _l("Kapan LPSK memutuskan"), Sort.PAST),
        _ask("protected_until", _l("Dilindungi sampai"), Sort.UNTIL),
    ),
    AgencyKind.KOMDIGI: (
        _ask("ticket", _l("Nomor tiket"), steps=ALWAYS),
        _ask("ticket_at", _l("Kapan tiket terbit"), Sort.PAST, steps=ALWAYS),
        _code("takedown", _l("Keadaan penghapusan"), Takedown, needed=True,
              hint=_l("Jangan membuka tautannya: tanyakan kepada Komdigi.")),
        _ask("notified_at", _l("Kapan platform diberi tahu"), Sort.PAST),
        _ask("removed_at", _l("Kapan dihapus"), Sort.PAST, after="notified_at"),
    ),
    AgencyKind.LKSA: (
        _ask("admitted_on", _l("Tanggal anak diterima di lembaga"), Sort.DAY, services=_HOME,
             needed=True),
        _ask("left_on", _l("Tanggal anak keluar"), Sort.DAY, services=_HOME, after="admitted_on",
             steps=LATER),
        *_stay(S.SHELTER),
    ),
    AgencyKind.UPTD: _UPTD,
    AgencyKind.UPT_PROVINCE: _UPTD,
}  # fmt: skip
"""What is asked of whom (domain.md 1.1, 2.3, 8); its words open with those of the step."""
BY_NAME: Mapping[str, Ask] = {ask.name: ask for asks in ASKS.values() for ask in asks}


def told_in(docs: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What the receiver's words tell, the newest answer to each question; none if emptied."""
    newest = {name: text for doc in docs for name, text in doc.items() if name in BY_NAME}
    return {name: text for name, text in newest.items() if text}


def asks(kind: AgencyKind, service: Service, step: StrEnum, share: Compartment) -> tuple[Ask, ...]:
    """What a receiver of this kind is asked at this step of this service."""
    return tuple(
        ask
        for ask in ASKS.get(kind, ())
        if step in ask.steps
        and (not ask.services or service in ask.services)
        and (not ask.part or ask.part & share)
    )
