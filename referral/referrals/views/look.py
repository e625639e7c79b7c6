"""How a referral's facts look: codes in words, tones, pairs of a name and a value."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from markupsafe import Markup

from referral.cases.models import AgeBand, Sex
from referral.cases.models.told import Disability, Language
from referral.cases.models.words import word
from referral.cases.views import parts
from referral.cases.views.parts import stands
from referral.i18n import _
from referral.policy import Compartment
from referral.referrals.models import BY_NAME, Ask, Kind, Referral, TextKind, label, told_in
from referral.referrals.models.labels import LABELS, MOVES
from referral.referrals.queries import Line, Sight, Told
from referral.referrals.views.bp import bp
from referral.referrals.views.waits import halted, until
from referral.web.show import wita, wita_date

__all__ = ["halted", "stands"]
WHY = (TextKind.REASON, TextKind.TRUSTED)
"""The reason is read by both sides; why nobody was asked, and whom the child trusts, by ours."""
Pairs = list[tuple[str, object]]
C = Compartment
PARTS = {
    C.IDENTITY: (parts.identity, parts.safe_contact),
    C.STORY: (parts.story,),
    C.ALLEGED: (parts.alleged,),
    C.ONLINE: (parts.online,),
    C.REPORTER: (parts.reporter,),
}
"""How each opened part reads; another one is shown as it was written."""
CODES: Mapping[str, type[StrEnum]] = {
    **{code.value: Disability for code in Disability},
    **{code.value: Language for code in Language},
}


class Part(NamedTuple):
    """One shared part as it is shown."""

    title: str
    pairs: Pairs
    signs: Sequence[str] = ()


@bp.app_template_filter("label")
def labelled(code: Enum) -> str:
    """The words of a referral's code."""
    return label(code)


@bp.app_template_filter("need")
def need(one: Referral | Line) -> str:
    """What is handed over: one service, or the case itself."""
    return label(one.kind if one.kind is Kind.TRANSFER else one.service)


@bp.app_template_filter("move")
def moved(event: Told) -> str:
    """A move as its line in the timeline reads."""
    return str(MOVES.get(event.step, event.step))


def needs(codes: str | None) -> str:
    """Language and accommodation, a line each."""
    return "\n".join(
        word(CODES[code](code)) if code in CODES else code for code in (codes or "").split()
    )


def preview(sight: Sight) -> Pairs:
    """What a desk reads before it accepts, and nothing else."""
    referral, shown = sight.referral, sight.preview
    pairs: Pairs = [
        (_("Layanan"), need(referral)),
        (_("Kecepatan yang diminta"), label(referral.urgency)),
    ]
    if referral.limited_to is not None:
        pairs.append((_("Batas jawaban"), until(referral)))
    if shown is not None:
        pairs += [
            (_("Umur"), word(AgeBand(shown.age_band))),
            (_("Jenis kelamin"), word(Sex(shown.sex))),
            (_("Kabupaten/kota"), sight.district or shown.district_code),
            (_("Kebutuhan khusus dan bahasa"), needs(shown.needs) or _("Tidak ada")),
        ]
    return pairs


def sides(sight: Sight) -> Pairs:
    """Who sent it, to whom, who has it in hand."""
    referral = sight.referral
    pairs: Pairs = [
        (_("Dari"), ", ".join(filter(None, (sight.sender_name, sight.sender.unit)))),
        (_("Ke"), sight.receiver.unit),
        (_("Dikirim"), wita(referral.sent_at))
        if referral.sent_at
        else (_("Ditulis"), wita(referral.created_at)),
    ]
    if not sight.residue:
        how = (label(referral.consent_how),) if referral.consent_how else ()
        pairs.append((_("Dasar membagi data"), ". ".join((label(referral.basis), *how))))
        if referral.consent_contact is False:
            pairs.append((_("Menghubungi anak"), _("Hanya lewat manajer kasus")))
        if referral.consent_until is not None:
            pairs.append((_("Persetujuan berlaku sampai"), wita(referral.consent_until)))
    if referral.opened_at is not None:
        pairs.append((_("Dibuka meja tujuan"), wita(referral.opened_at)))
    if sight.claimed_by is not None:
        pairs.append((_("Ditangani oleh"), sight.claimed_by))
    if sight.worker is not None:
        name = _("Manajer kasus") if referral.moves_the_case else _("Petugas layanan")
        pairs.append((name, sight.worker))
    return pairs


def answer(sight: Sight) -> Pairs:
    """What the desk has decided so far, in codes."""
    r = sight.referral
    first = (
        _("Kontak pertama direncanakan") if r.moves_the_case else _("Layanan pertama dijanjikan")
    )
    known: tuple[tuple[str, Any], ...] = (
        (first, r.first_service_by and wita(r.first_service_by)),
        (_("Layanan pertama diberikan"), r.started_at and wita(r.started_at)),
        (_("Tempat diperkirakan ada"), r.expected_at and wita(r.expected_at)),
        (_("Ditunda sampai"), r.held_until and wita(r.held_until)),
        (_("Alasan tidak terlaksana"), r.fail_reason and label(r.fail_reason)),
        (_("Alasan menolak"), r.decline_reason and label(r.decline_reason)),
        (_("Siapa yang menolak"), r.declined_by and label(r.declined_by)),
        (_("Hasil"), r.outcome and label(r.outcome)),
        (_("Menurut anak"), r.helped and label(r.helped)),
    )
    return [(name, value) for name, value in known if value]


def found(sight: Sight, words: Mapping[Any, Mapping[str, str]]) -> Pairs:
    """What the receiver has told of its work so far, the newest answer to each question."""
    lp = law(sight) if sight.asked_for_lp and not sight.share & C.LAW else []
    return lp + results(told_in(words.values()))


def law(sight: Sight) -> Pairs:
    """The police report's number and time, where they are known and open to who looks."""
    if sight.law is None:
        return []
    return [(_("Nomor LP"), sight.law.lp_number), (_("Waktu LP"), wita(sight.law.lp_at))]


@bp.app_template_filter("results")
def results(facts: Mapping[str, str]) -> Pairs:
    """What a receiver told of its work, each with its name; other words are left out."""
    told = {name: ask for name, ask in BY_NAME.items() if name in facts} if facts else {}
    return [(ask.label, _said(ask, facts[name])) for name, ask in told.items()]


def _said(ask: Ask, text: str) -> object:
    if not text:
        return _("dihapus")
    told = ask.read(text)
    if ask.codes is not None:
        codes = told if isinstance(told, list) else [told]
        return ", ".join(label(ask.codes(code)) for code in codes)
    if isinstance(told, datetime):
        return wita(told)
    return wita_date(told) if isinstance(told, date) else told


def reason(words: Mapping[Any, Mapping[str, str]]) -> Pairs:
    """Why, what is dangerous, how to reach the child: after acceptance."""
    told = (doc for (kind, _at), doc in words.items() if kind in WHY)
    doc = {name: text for one in told for name, text in one.items()}
    names = {
        "goal": _("Yang diharapkan"),
        "reason": _("Alasan dan latar"),
        "safety": _("Keselamatan"),
        "safe_contact": _("Kontak aman"),
        "best_interest": _("Kepentingan terbaik bagi anak"),
        "unasked": _("Mengapa tidak ada yang diminta persetujuannya"),
        "trusted": _("Orang dewasa lain yang dipercaya anak"),
    }
    return [(name, doc[key]) for key, name in names.items() if key in doc]


def signed(sight: Sight, words: Mapping[Any, Mapping[str, str]]) -> Pairs:
    """What a head stands for: to whom, on which ground, why nobody was asked, what is shared."""
    referral = sight.referral
    return [
        (_("Layanan"), need(referral)),
        (_("Dari"), ", ".join(filter(None, (sight.sender_name, sight.sender.unit)))),
        (_("Ke"), sight.receiver.unit),
        (_("Dikirim"), wita(referral.sent_at)),
        (_("Dasar membagi data"), label(referral.basis)),
        *reason(words),
        (_("Yang dibagikan"), ", ".join(shared(referral.share)) or _("Tidak ada")),
    ]


def summary(words: Mapping[Any, Mapping[str, str]]) -> str:
    """The safe summary."""
    said = (doc["words"] for (kind, _at), doc in words.items() if kind is TextKind.SUMMARY)
    return next(said, "")


def opened(sight: Sight, found: Mapping[Compartment, Mapping[str, Any]]) -> list[Part]:
    """The shared parts, each with its title; the story with its signs."""
    shown = [
        Part(
            label(bit),
            [pair for read in PARTS.get(bit, (_as_written,)) for pair in read(doc)],
            doc.get("signs", ()) if bit is C.STORY else (),
        )
        for bit, doc in found.items()
    ]
    if sight.share & C.LAW and sight.law is not None:
        shown.append(Part(label(C.LAW), law(sight)))
    return shown


def shared(referral_share: int) -> list[str]:
    """The share list in words."""
    return [label(part) for part in LABELS[Compartment] if part & Compartment(referral_share)]


def proxied(event: Told) -> Markup | str:
    """How a desk's answer came that the sender wrote down."""
    if not event.proxy:
        return ""
    way = _("surat %(number)s", number=event.letter_number) if event.letter_number else _("telepon")
    return _(
        "Jawaban lewat %(way)s: %(who)s. Dicatat oleh %(name)s,",
        way=way,
        who=event.who or "-",
        name=event.person or event.unit,
    )


def _as_written(doc: Mapping[str, Any]) -> Pairs:
    return [(name, str(value)) for name, value in doc.items()]
