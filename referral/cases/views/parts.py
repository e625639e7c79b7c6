"""What the sealed parts of a case look like when they are opened: pairs of a name and a value."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup

from referral.cases.models import AgeBand, Sex
from referral.cases.models.told import (
    AgreesAs,
    Disability,
    Known,
    Language,
    PhoneOf,
    Relation,
    SelfHarm,
    ToldBy,
)
from referral.cases.models.words import word
from referral.cases.queries import VILLAGE_REPORT
from referral.i18n import _, _l
from referral.policy import Compartment
from referral.web.show import wita_date

REFERRALS = {
    "draft": (_l("Draf"), ""),
    "sent": (_l("Terkirim"), "mid"),
    "needs_info": (_l("Menunggu balasan pengirim"), "mid"),
    "waitlisted": (_l("Daftar tunggu"), "mid"),
    "accepted": (_l("Diterima"), "open"),
    "in_service": (_l("Dilayani"), "open"),
    "completed": (_l("Selesai"), "low"),
    "confirmed": (_l("Dikonfirmasi"), "low"),
    "declined": (_l("Ditolak"), "high"),
    "forwarded": (_l("Dialihkan"), ""),
    "recalled": (_l("Ditarik"), ""),
    "failed": (_l("Tidak terlaksana"), "high"),
    "void": (_l("Dibatalkan"), ""),
}
"""The words and the tone of each state of a referral."""
TAKEN_UP = _l("Sudah ditangani")
TAKEN = _l("Diambil, belum dijawab")
NEW = _l("Baru masuk")
HELD = _l("Ditunda")
SUICIDE = _l(
    "Anak ingin melukai diri atau bunuh diri: jangan biarkan sendirian. Telepon 119 (medis darurat)"
    " atau 112, lalu hubungi psikolog atau puskesmas hari ini. Konseling: healing119.id."
)
"""Whom to call (Kemenkes, 7 Aug 2025: healing119.id)."""
Doc = Mapping[str, Any]
Pairs = list[tuple[str, object]]


class Standing(Protocol):
    """A referral as far as its place in words depends on it."""

    status: Any
    kind: Any
    claimed_at: Any
    held_until: Any


def stands(one: Standing, *, received: bool = False) -> tuple[str, str]:
    """Where a referral stands, in words and a tone: also who reads it, or that it waits.

    What one's own unit has received is new to it, not sent.
    """
    if one.status == "accepted" and one.kind == VILLAGE_REPORT:
        return str(TAKEN_UP), "low"
    if one.status == "sent" and one.claimed_at is not None:
        return str(TAKEN), "mid"
    if one.status in ("accepted", "in_service") and one.held_until is not None:
        return str(HELD), "mid"
    if one.status == "sent" and received:
        return str(NEW), "mid"
    name, tone = REFERRALS[one.status]
    return str(name), tone


def identity(doc: Doc) -> Pairs:
    """The child: name, age, needs, where."""
    born = doc.get("born_on")
    age = _("%(n)s tahun", n=doc["age"]) if doc["age"] is not None else ""
    completed = [
        (_("Nama lain"), ", ".join(doc.get("aliases", ()))),
        (_("Tanggal lahir"), wita_date(date.fromisoformat(born)) if born else ""),
        (_("NIK"), doc.get("nik", "")),
        (_("Wali atau pengasuh yang aman"), doc.get("guardian", "")),
    ]
    return [
        (_("Nama atau panggilan"), doc["name"]),
        *(pair for pair in completed if pair[1]),
        (_("Umur"), age or word(AgeBand(doc["age_band"]))),
        (_("Jenis kelamin"), word(Sex(doc["sex"]))),
        (_("Kebutuhan khusus"), "\n".join(word(Disability(code)) for code in doc["disability"])),
        (_("Bahasa"), word(Language(doc["language"]))),
        (_("Alamat, atau dekat apa"), doc["landmark"]),
    ]


def agrees_as(doc: Doc) -> str:
    """On which ground the guardian agrees for the child, and why: for who works on the case."""
    code, why = doc.get("agrees_as", ""), doc.get("agrees_why", "")
    return f"{word(AgreesAs(code))}. {why}".strip() if code else ""


def who_agrees(doc: Doc) -> str:
    """The same in one line with the name, for a form that asks for consent."""
    ground, who = agrees_as(doc), doc.get("guardian", "")
    return ": ".join(one for one in (who, ground) if one) if ground else ""


def safe_contact(doc: Doc) -> Pairs:
    """How the child is reached without harm, where the reader may; and who must not know."""
    safe = doc["safe_contact"]
    reach: Pairs = (
        [
            (_("Telepon milik"), word(PhoneOf(safe["whose"]))),
            (_("Nomor"), dialled(safe["number"]) if safe["no_calls"] else call(safe["number"])),
            (_("Jam aman"), safe["hours"]),
        ]
        if "number" in safe
        else []
    )
    return [*reach, (_("Siapa yang tidak boleh tahu"), safe["keep_from"])]


def reached(doc: Doc) -> str:
    """The same in one line, for a form."""
    safe = doc["safe_contact"]
    said = (
        word(PhoneOf(safe["whose"])),
        dialled(safe["number"]),
        safe["hours"] and _("jam aman: %(hours)s", hours=safe["hours"]),
        safe["no_calls"] and _("tidak aman menelepon"),
    )
    return "; ".join(str(one) for one in said if one)


def dialled(number: str) -> str:
    """A number as people write it here: ``0811-0000-0001`` for ``+6281100000001``."""
    own = "".join(c for c in number.replace("+62", "0", 1) if c.isdigit())
    return f"{own[:4]}-{own[4:-4]}-{own[-4:]}" if len(own) > 9 else own  # noqa: PLR2004


def call(number: str) -> Markup | str:
    """The same as a link to press."""
    if not number:
        return ""
    dial = "".join(c for c in number if c.isdigit() or c == "+")
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(dial, dialled(number))


def warnings(parts: Mapping[Compartment, Doc]) -> list[str]:
    """What must be read before anybody calls or goes there."""
    safe = parts.get(Compartment.IDENTITY, {}).get("safe_contact", {})
    feared = parts.get(Compartment.ALLEGED, {})
    said = [
        (asked(parts.get(Compartment.STORY, {})) is SelfHarm.YES, SUICIDE),
        (safe.get("no_calls"), _("Tidak aman menelepon.")),
        (safe.get("unsafe_now"), _("Saat laporan dibuat, anak tidak aman untuk diajak bicara.")),
        (
            feared.get("official") == Known.YES,
            _("Terlapor aparat atau pejabat: periksa siapa yang tidak boleh melihat kasus ini."),
        ),
    ]
    return [str(text) for holds, text in said if holds]


def asked(story: Doc) -> SelfHarm:
    """Whether the child was asked about hurting itself; for those who work on the case alone."""
    return SelfHarm(story.get("self_harm", SelfHarm.NOT_ASKED))


def story(doc: Doc) -> Pairs:
    """What was told, in the words of whoever filled the form."""
    wedding = doc["wedding_on"] and date.fromisoformat(doc["wedding_on"])
    pairs: Pairs = [(_("Cerita"), doc["words"]), (_("Keinginan anak"), doc["wish"])]
    if doc["recent"]:
        pairs.append((_("Waktu kejadian"), _("Kurang dari 72 jam sebelum laporan")))
    if wedding:
        pairs.append((_("Rencana pernikahan"), wita_date(wedding)))
    return pairs


def alleged(doc: Doc) -> Pairs:
    """The feared person, as far as told; never called guilty."""
    return [
        (_("Siapa"), doc["who"]),
        (_("Hubungan dengan anak"), word(Relation(doc["relation"]))),
        (_("Dapat menemui anak"), word(Known(doc["reach"]))),
        (_("Aparat atau pejabat"), word(Known(doc["official"]))),
    ]


def online(doc: Doc) -> Pairs:
    """Where the traces are, as typed: text to read out, never a link."""
    return [(_("Alamat, akun, platform"), doc["words"])]


def reporter(doc: Doc) -> Pairs:
    """Who told; at risk too."""
    return [
        (_("Yang memberi tahu"), word(ToldBy(doc["kind"]))),
        (_("Nama"), doc["name"]),
        (_("Telepon"), call(doc["phone"])),
    ]


def told(opened: Mapping[Compartment, Doc]) -> list[tuple[str, Pairs, Sequence[str]]]:
    """What an opener wrote, part by part; of the story its signs, never the reasons of the risk."""
    shown = (
        (Compartment.IDENTITY, _("Anak"), identity),
        (Compartment.IDENTITY, _("Kontak aman"), safe_contact),
        (Compartment.STORY, _("Cerita"), story),
        (Compartment.ALLEGED, _("Orang yang ditakuti"), alleged),
        (Compartment.REPORTER, _("Yang memberi tahu"), reporter),
    )
    return [
        (title, pairs(opened[part]), opened[part]["signs"] if pairs is story else ())
        for part, title, pairs in shown
        if part in opened
    ]
