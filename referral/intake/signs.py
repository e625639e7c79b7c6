"""Signs: what a reporter ticks, and the risk that the desk reads from it, with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from referral.cases.models import WEDDING_NEAR, high_from
from referral.i18n import _l
from referral.reminders.clocks import local_day
from referral.reminders.limits import Risk

SMALL_CHILD = 5


class Sign(StrEnum):
    """The list of the form; a reporter ticks these and never a level."""

    DANGER = "S01"
    INJURY = "S02"
    WEAPON = "S03"
    SEXUAL = "S04"
    EXTORTION = "S05"
    REACH = "S06"
    SELF_HARM = "S07"
    WEDDING = "S08"
    MISSING = "S09"
    DEPENDENT = "S10"
    NEGLECT = "S11"
    AFRAID = "S12"
    BULLIED = "S13"
    NO_PAPERS = "S14"
    OTHER = "S15"
    UNKNOWN = "S16"


class Advice(StrEnum):
    """What the form says at once, most pressing first."""

    DANGER = "danger"
    HEALTH = "health"
    OCSEA = "ocsea"


@dataclass(frozen=True, slots=True)
class Fact:
    """One sign: its words, what it means by itself, what it calls for.

    ``police_clock``: sexual violence, so the 72 h of UU 12/2022 art. 41 run.
    """

    label: str
    risk: Risk
    advice: Advice | None = None
    police_clock: bool = False


SIGNS: dict[Sign, Fact] = {
    Sign.DANGER: Fact(_l("Anak dalam bahaya sekarang"), Risk.HIGH, Advice.DANGER),
    Sign.INJURY: Fact(_l("Ada luka, patah, pingsan"), Risk.HIGH, Advice.HEALTH),
    Sign.WEAPON: Fact(_l("Ada senjata atau ancaman dibunuh"), Risk.HIGH, Advice.DANGER),
    Sign.SEXUAL: Fact(
        _l("Disentuh, diajak, atau diancam secara seksual"), Risk.MEDIUM, police_clock=True
    ),
    Sign.EXTORTION: Fact(
        _l("Diancam akan disebar foto/videonya, dimintai uang"),
        Risk.HIGH,
        Advice.OCSEA,
        police_clock=True,
    ),
    Sign.REACH: Fact(_l("Orang yang ditakuti tinggal serumah atau bisa menemui anak"), Risk.HIGH),
    Sign.SELF_HARM: Fact(_l("Bicara ingin mati atau menyakiti diri"), Risk.HIGH),
    Sign.WEDDING: Fact(_l("Akan dinikahkan (kapan?)"), Risk.MEDIUM),
    Sign.MISSING: Fact(_l("Hilang, dibawa pergi, dipaksa bekerja"), Risk.HIGH),
    Sign.DEPENDENT: Fact(_l("Anak dengan disabilitas yang bergantung pada orang itu"), Risk.HIGH),
    Sign.NEGLECT: Fact(_l("Tidak diberi makan, ditinggal, tidak dirawat"), Risk.MEDIUM),
    Sign.AFRAID: Fact(_l("Takut pulang atau takut ke sekolah"), Risk.MEDIUM),
    Sign.BULLIED: Fact(_l("Dirundung (langsung atau di internet)"), Risk.MEDIUM),
    Sign.NO_PAPERS: Fact(_l("Tidak punya akta atau NIK"), Risk.LOW),
    Sign.OTHER: Fact(_l("Lainnya"), Risk.LOW),
    Sign.UNKNOWN: Fact(_l("Tidak tahu"), Risk.MEDIUM),
}
ADVICE: dict[Advice, tuple[str, ...]] = {
    Advice.DANGER: (
        _l("Bila anak dalam bahaya sekarang, telepon 112 atau polisi 110 lebih dahulu."),
        _l("Lanjutkan laporan ini setelah anak aman atau bantuan dalam perjalanan."),
    ),
    Advice.HEALTH: (
        _l("Antar anak ke puskesmas atau rumah sakit sekarang, atau telepon 112."),
        _l("Pengobatan tidak menunggu laporan polisi. Jangan memotret luka."),
    ),
    Advice.OCSEA: (
        _l("Jangan membayar, jangan menghapus percakapan atau akun, jangan membalas."),
        _l("Jangan meminta, membuka, menyimpan, atau meneruskan foto atau videonya."),
        _l("Blokir akun itu hanya atas saran polisi."),
    ),
}


class Rule(StrEnum):
    """A reason that joins a sign with another fact."""

    SEXUAL_AND_REACH = "S04_REACH"
    SEXUAL_AND_RECENT = "S04_72H"
    WEDDING_NEAR = "S08_14D"
    WEDDING_UNDATED = "S08_UNDATED"
    SMALL_CHILD = "UNDER_5"


RULES: dict[Rule, str] = {
    Rule.SEXUAL_AND_REACH: _l("Tanda seksual, dan orang yang ditakuti bisa menemui anak"),
    Rule.SEXUAL_AND_RECENT: _l("Tanda seksual, terjadi kurang dari 72 jam yang lalu"),
    Rule.WEDDING_NEAR: _l("Pernikahan direncanakan dalam 14 hari atau sudah lewat"),
    Rule.WEDDING_UNDATED: _l("Tanggal pernikahan belum diketahui"),
    Rule.SMALL_CHILD: _l("Anak di bawah 5 tahun dengan tanda bahaya"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the form says.

    ``age`` in years; of an age band its lowest year (the cautious reading), None if unknown.
    ``recent``: it happened less than 72 hours ago.
    """

    signs: frozenset[Sign]
    age: int | None = None
    recent: bool = False
    wedding_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of the risk; ``code`` is what is stored."""

    code: Sign | Rule
    risk: Risk


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from the signs; for the desk, never for the reporter, but for the advice.

    ``high_at``: when a wedding 14 days away makes the risk High by itself (00.00 WITA).
    """

    risk: Risk
    reasons: tuple[Reason, ...]
    police_clock: bool
    advice: tuple[Advice, ...]
    high_at: datetime | None


def reason_label(code: str) -> str:
    """The words of a stored reason; ValueError for an unknown code."""
    if code in list(Rule):
        return RULES[Rule(code)]
    return SIGNS[Sign(code)].label


def assess(told: Told, now: datetime) -> Assessment:
    """Risk, reasons (gravest first), clock and advice; ValueError without any sign."""
    if not told.signs:
        raise ValueError("a report has at least one sign")
    own = (Reason(sign, SIGNS[sign].risk) for sign in told.signs)
    joined = (
        Reason(rule, Risk.MEDIUM if rule is Rule.WEDDING_UNDATED else Risk.HIGH)
        for rule in _rules(told, local_day(now))
    )
    reasons = sorted((*own, *joined), key=lambda reason: (-reason.risk, reason.code))
    return Assessment(
        risk=reasons[0].risk,
        reasons=tuple(reasons),
        police_clock=any(SIGNS[sign].police_clock for sign in told.signs),
        advice=_advice(told),
        high_at=_high_at(told, local_day(now)),
    )


def _rules(told: Told, today: date) -> Iterator[Rule]:
    signs = told.signs
    if {Sign.SEXUAL, Sign.REACH} <= signs:
        yield Rule.SEXUAL_AND_REACH
    if Sign.SEXUAL in signs and told.recent:
        yield Rule.SEXUAL_AND_RECENT
    if Sign.WEDDING in signs:
        if told.wedding_on is None:
            yield Rule.WEDDING_UNDATED
        elif told.wedding_on - today <= WEDDING_NEAR:
            yield Rule.WEDDING_NEAR
    if _small(told) and any(SIGNS[sign].risk > Risk.LOW for sign in signs):
        yield Rule.SMALL_CHILD


def _small(told: Told) -> bool:
    return told.age is not None and told.age < SMALL_CHILD


def _advice(told: Told) -> tuple[Advice, ...]:
    """Danger before all; health also after a sexual assault under 72 h (PEP cannot wait)."""
    called = {SIGNS[sign].advice for sign in told.signs}
    if Sign.SEXUAL in told.signs and told.recent:
        called.add(Advice.HEALTH)
    return tuple(advice for advice in Advice if advice in called)


def _high_at(told: Told, today: date) -> datetime | None:
    if Sign.WEDDING not in told.signs or told.wedding_on is None:
        return None
    if told.wedding_on - today <= WEDDING_NEAR:
        return None
    return high_from(told.wedding_on)
