"""Which steps a page offers: those that the state, the role and the grants leave open."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from referral.cases.models import CaseFile, Channel, RecordKind, Status
from referral.cases.queries import CasePage, Promise
from referral.i18n import _
from referral.policy import Actor, Compartment, Permission, can
from referral.reminders.limits import Kind

C, K = Compartment, RecordKind
CONTACTS = (Kind.FIRST_CONTACT, Kind.RE_CONTACT, Kind.VISIT)
WORKED_ON = (Status.OPEN, Status.CLOSING)
DECISIONS = ("decide", "decide_plan")
ACCEPT = "referrals.accept"
USUAL = 2
"""So many steps are buttons; the rest stand under them."""


class Link(NamedTuple):
    """One step: its label, its address, and the promises that it keeps."""

    label: str
    step: str
    keeps: tuple[Kind, ...] = ()
    record: RecordKind | None = None
    referral_id: UUID | None = None

    def href(self, case: CaseFile) -> str:
        """Where the step is taken."""
        if self.referral_id is not None:
            return url_for(self.step, id=self.referral_id)
        if self.record is not None:
            return url_for(".record", id=case.id, kind=self.record.value)
        return url_for(self.step if "." in self.step else f".{self.step}", id=case.id)


Button = tuple[str, str, str]


def steps_of(
    page: CasePage, promises: Iterable[Promise], actor: Actor
) -> tuple[list[Button], list[Button]]:
    """Label, address and kind of the usual next steps, and of all others.

    First what the head must decide, then what keeps the promise that is due next.
    """
    if actor.unit_id != page.case.unit_id:
        return [], []
    owed = [p for p in promises if p.done is None]
    open_kinds = [p.kind for p in owed if _of_case(p)]
    work, end = _work(page, open_kinds, actor), _end(page, open_kinds, actor)
    links = [*_taking_up(page, owed, actor), *work, *end, *_sight(page, actor)]
    links.sort(key=lambda link: _place(link, open_kinds))
    buttons = [
        (link.label, link.href(page.case), "second" * bool(i)) for i, link in enumerate(links)
    ]
    return buttons[:USUAL], buttons[USUAL:]


def _of_case(promise: Promise) -> bool:
    """A stay is the manager's also where a desk has told of it."""
    return promise.referral_id is None or promise.kind is Kind.STAY


def _taking_up(page: CasePage, owed: Iterable[Promise], actor: Actor) -> Iterator[Link]:
    """Whoever has claimed the report, and so reads it, answers it next."""
    waits = page.case.status is Status.REPORTED and page.holds(C.STORY)
    if not waits or not can(actor, Permission.REFERRAL_ANSWER):
        return
    for promise in owed:
        if promise.kind is Kind.ANSWER:
            yield Link(_("Terima kasus"), ACCEPT, referral_id=promise.referral_id)


def _place(link: Link, open_kinds: list[Kind]) -> int:
    """What somebody waits to hear of comes first, then what keeps the nearest promise."""
    if link.step in DECISIONS:
        return -1
    if link.step == ACCEPT:
        return 0
    return min((open_kinds.index(kind) for kind in link.keeps if kind in open_kinds), default=99)


def _work(page: CasePage, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    case = page.case
    if case.status is Status.CLOSED or not can(actor, Permission.CASE_WORK):
        return
    if page.holds(C.STORY):
        yield from _risk(case)
        yield Link(_("Catat kontak"), "add_contact", CONTACTS)
        if case.status is Status.OPEN:
            yield from _planned(page, actor)
        if case.status is not Status.REPORTED:
            yield from _handled(page, open_kinds)
        yield Link(_("Tambah kabar"), "add_news")
        if page.holds(C.LAW) and (page.lp_number is None or Kind.POLICE_REPORT in open_kinds):
            yield Link(_("Catat nomor LP"), "record_lp", (Kind.POLICE_REPORT,))
        if page.holds(C.IDENTITY):
            yield Link(_("Lengkapi data anak"), "keep_identity")
    if case.status is not Status.REPORTED and _leads(case, actor):
        yield Link(_("Ganti manajer kasus"), "assign")


def _risk(case: CaseFile) -> Iterator[Link]:
    if case.status is Status.CLOSING:
        return
    if case.risk_confirmed_at is None:
        yield Link(_("Pastikan risiko"), "confirm_risk", (Kind.TRIAGE,))
    else:
        yield Link(_("Ubah risiko"), "confirm_risk")


def _planned(page: CasePage, actor: Actor) -> Iterator[Link]:
    """What nobody begins once the end is asked for."""
    if page.case.manager_id == actor.id:
        yield Link(_("Kirim rujukan"), "referrals.refer")
        yield Link(_("Limpahkan kasus"), "referrals.transfer")
    waits = page.plan is not None and page.plan.waits and can(actor, Permission.CASE_DECIDE)
    if waits and page.plan and page.plan.by_person_id != actor.id:
        yield Link(_("Putuskan rencana"), "decide_plan", (Kind.PLAN,))
    yield Link(_("Rencana dan tujuan"), "plan", (Kind.PLAN,))


def _handled(page: CasePage, open_kinds: list[Kind]) -> Iterator[Link]:
    """The work that also goes on while the end is asked for, for whoever reads the story."""
    yield _record(_("Catat asesmen awal"), K.INITIAL_ASSESSMENT, Kind.INITIAL_ASSESSMENT)
    if page.holds(C.HEALTH):
        yield _record(_("Catat asesmen lengkap"), K.FULL_ASSESSMENT, Kind.FULL_ASSESSMENT)
    if Kind.PLAN_REVIEW in open_kinds:
        yield _record(_("Catat tinjauan rencana"), K.PLAN_REVIEW, Kind.PLAN_REVIEW)
    if page.case.simfoni_number is None:
        yield Link(_("Catat nomor SIMFONI"), "record_simfoni", (Kind.SIMFONI,))
    yield _record(_("Catat kejadian baru"), K.INCIDENT)
    if page.holds(C.PLACE):
        yield from _roof(open_kinds)
    if page.holds(C.LAW):
        yield from _law(page)


def _roof(open_kinds: list[Kind]) -> Iterator[Link]:
    yield _record(_("Catat rumah aman"), K.STAY, Kind.STAY)
    if Kind.STAY in open_kinds:
        yield _record(_("Catat keluar dari rumah aman"), K.STAY_END, Kind.STAY)


def _law(page: CasePage) -> Iterator[Link]:
    if page.lp_number is not None:
        yield _record(_("Catat visum"), K.VISUM)
        yield _record(_("Catat perlindungan polisi"), K.PROTECTION, Kind.POLICE_PROTECTION)
        yield _record(_("Catat kemajuan hukum"), K.LAW_STATUS, Kind.LAW_FOLLOW_UP)
        yield _record(_("Catat surat ke LPSK"), K.LPSK_LETTER, Kind.PROTECTION_LPSK)
        yield _record(_("Catat jawaban LPSK"), K.LPSK_ANSWER, Kind.LPSK_DECISION)
    yield _record(_("Catat tanggal sidang"), K.HEARING)
    yield _record(_("Catat rekomendasi ke pengadilan agama"), K.RECOMMENDATION)
    yield _record(_("Catat bantuan lintas provinsi"), K.PROVINCES)


def _record(label: str, kind: RecordKind, *keeps: Kind) -> Link:
    return Link(label, "record", keeps, kind)


def _end(page: CasePage, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    case, head = page.case, can(actor, Permission.CASE_DECIDE)
    after = Kind.AFTER_1_MONTH, Kind.AFTER_3_MONTHS
    if set(after) & set(open_kinds) and page.holds(C.IDENTITY) and can(actor, Permission.CASE_WORK):
        yield Link(_("Catat keadaan anak"), "record", after, K.AFTER_CLOSING)
    if case.status is Status.OPEN and _leads(case, actor):
        yield Link(_("Ajukan penutupan"), "ask_closure")
    if case.status is Status.CLOSING and head:
        yield Link(_("Putuskan penutupan"), "decide")
    if case.status in (Status.REPORTED, Status.OPEN) and head:
        yield Link(_("Tutup karena keliru"), "intake.set_aside")
    if case.status is Status.CLOSED and head:
        yield Link(_("Buka kembali"), "reopen")


def _sight(page: CasePage, actor: Actor) -> Iterator[Link]:
    leads = page.case.manager_id is None or _leads(page.case, actor)
    if page.holds(C.STORY) and can(actor, Permission.CASE_WORK) and leads:
        yield Link(_("Atur siapa yang tidak boleh melihat"), "exclusions.show")
        if page.case.status in WORKED_ON and page.case.channel in (Channel.PATBM, Channel.SHELTER):
            yield Link(_("Pendampingan oleh relawan"), "companion.show")


def _leads(case: CaseFile, actor: Actor) -> bool:
    return case.manager_id == actor.id or can(actor, Permission.CASE_DECIDE)
