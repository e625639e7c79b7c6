"""Which steps a page offers: those that the state, the role and the grants leave open."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from referral.cases import actions
from referral.cases.models import WORKED_ON, CaseFile, Channel, RecordKind, Status
from referral.cases.queries import LIVE, MOVING, PROTECTIONS, TRANSFER, CasePage, Promise
from referral.cases.views.link import GROUPS, Button, Group, Link, Steps
from referral.i18n import _
from referral.policy import Actor, Compartment, Permission, can
from referral.reminders.limits import Kind, Risk

C, K = Compartment, RecordKind
CONTACTS = (Kind.FIRST_CONTACT, Kind.RE_CONTACT, Kind.VISIT)
MEETING = frozenset({Kind.FIRST_CONTACT, Kind.RE_CONTACT})
PAPER = (Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.PLAN, Kind.SIMFONI)
"""Until the child has been met, what is written about it waits."""
DECISIONS = ("decide", "decide_plan")
ACCEPT = "referrals.accept"
USUAL = 2
"""So many steps are buttons, and sending a referral; the rest stand under them."""
REFER, PASS_ON = "referrals.refer", "referrals.transfer"
WAITING = ("sent", "needs_info")
"""While one transfer is offered, no other is."""


def steps_of(
    page: CasePage, promises: Iterable[Promise], referrals: Iterable[Any], actor: Actor
) -> Steps:
    """First what the head must decide, then what keeps the promise that is due next.

    Then the next step of the road; a referral can always be sent from among the usual ones.
    """
    if actor.unit_id != page.case.unit_id or actor.glass_of == page.case.id:
        return Steps([], [])
    owed = [p for p in promises if p.done is None]
    open_kinds = [p.kind for p in owed if _of_case(p)]
    if not MEETING.isdisjoint(open_kinds):
        open_kinds.sort(key=lambda kind: kind in PAPER)
    work, end = _work(page, open_kinds, actor), _end(page, open_kinds, actor)
    links = [*_taking_up(page, owed, actor), *work, *end, *_sight(page, actor)]
    sent = list(referrals)
    if any(one.kind == TRANSFER and one.status in WAITING for one in sent):
        links = [link for link in links if link.step != PASS_ON]
    road = _next(page, [p.kind for p in owed], sent)
    links.sort(key=lambda link: _place(link, open_kinds, road))
    usual = [link for i, link in enumerate(links) if i < USUAL or link.step == REFER]
    rest = [link for link in links if link not in usual]
    further = [
        (str(title), _buttons([link for link in rest if link.group is group], page.case))
        for group, title in GROUPS.items()
    ]
    return Steps(
        _buttons(usual, page.case, leads=True), [(name, some) for name, some in further if some]
    )


def _buttons(links: Iterable[Link], case: CaseFile, *, leads: bool = False) -> list[Button]:
    return [
        (link.label, link.href(case), "" if leads and not place else "second")
        for place, link in enumerate(links)
    ]


def _next(page: CasePage, owed: Collection[Kind], referrals: Collection[Any]) -> str:
    """The next step on the way of a case: met, referred, planned, ended."""
    sent = [one for one in referrals if one.kind not in MOVING]
    if page.case.risk_confirmed_at is None:
        return "confirm_risk"
    if Kind.FIRST_CONTACT in owed:
        return "add_contact"
    if not sent or Kind.RE_PLAN in owed:
        return REFER
    if page.plan is None or page.plan.approved_at is None:
        return "plan"
    over = page.case.risk < Risk.HIGH and Kind.CONFIRM not in owed
    return "ask_closure" if over and not any(one.status in LIVE for one in sent) else ""


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


def _place(link: Link, open_kinds: list[Kind], road: str) -> tuple[bool, bool, bool, int]:
    """What somebody waits to hear of; taking up; the nearest promise; the road; the others."""
    kept = min((open_kinds.index(kind) for kind in link.keeps if kind in open_kinds), default=99)
    further = kept > 0 and link.step != road
    return link.step not in DECISIONS, link.step != ACCEPT, further, kept


def _work(page: CasePage, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    case = page.case
    if case.status is Status.CLOSED or not can(actor, Permission.CASE_WORK):
        return
    if page.holds(C.STORY):
        yield from _risk(case)
        yield from _hurt(open_kinds)
        yield Link(_("Catat kontak"), "add_contact", CONTACTS)
        if case.status is Status.OPEN:
            yield from _planned(page, actor)
        if case.status is not Status.REPORTED:
            yield from _handled(page, open_kinds, actor)
        yield from _time(case, open_kinds, actor)
        yield Link(_("Tambah kabar"), "add_news")
        if page.holds(C.LAW) and (page.lp_number is None or Kind.POLICE_REPORT in open_kinds):
            yield Link(_("Catat nomor LP"), "record_lp", (Kind.POLICE_REPORT,), group=Group.LAW)
        if page.holds(C.IDENTITY):
            yield Link(_("Lengkapi data anak"), "keep_identity")
            yield Link(_("Cari berkas lain anak ini"), "same", group=Group.CASE)
    if case.status is not Status.REPORTED and _leads(case, actor):
        yield Link(_("Ganti manajer kasus"), "assign", group=Group.CASE)


def _hurt(open_kinds: list[Kind]) -> Iterator[Link]:
    if Kind.EMERGENCY_HEALTH in open_kinds:
        yield _record(_("Catat pertolongan kesehatan"), K.EMERGENCY_CARE, Kind.EMERGENCY_HEALTH)


def _time(case: CaseFile, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    """What the clocks of the case itself depend on."""
    if case.manager_id == actor.id and case.status is not Status.REPORTED:
        if Kind.HOLD_REVIEW in open_kinds:
            yield Link(_("Lanjutkan yang dijeda"), "resume", (Kind.HOLD_REVIEW,))
        else:
            yield Link(_("Jeda: menunggu anak atau keluarga"), "pause")
    if case.status is not Status.CLOSING:
        yield Link(_("Perbaiki waktu laporan pertama"), "correct_telling")


def _risk(case: CaseFile) -> Iterator[Link]:
    if case.status is Status.CLOSING:
        return
    if case.risk_confirmed_at is None:
        yield Link(_("Pastikan risiko"), "confirm_risk", (Kind.TRIAGE,))
    else:
        yield Link(_("Ubah risiko"), "confirm_risk", group=Group.CASE)
    yield Link(_("Tanggal pernikahan"), "set_wedding", group=Group.CASE)


def _planned(page: CasePage, actor: Actor) -> Iterator[Link]:
    """What nobody begins once the end is asked for."""
    if page.case.manager_id == actor.id:
        yield Link(_("Kirim rujukan"), REFER)
        yield Link(_("Limpahkan kasus"), PASS_ON, group=Group.CASE)
    waits = page.plan is not None and page.plan.waits and can(actor, Permission.CASE_DECIDE)
    if waits and page.plan and page.plan.by_person_id != actor.id:
        yield Link(_("Putuskan rencana"), "decide_plan", (Kind.PLAN_APPROVAL,))
    yield Link(_("Rencana dan tujuan"), "plan", (Kind.PLAN,))


def _handled(page: CasePage, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    """The work that also goes on while the end is asked for, for whoever reads the story."""
    yield _record(_("Catat asesmen awal"), K.INITIAL_ASSESSMENT, Kind.INITIAL_ASSESSMENT)
    if page.holds(C.HEALTH):
        yield _record(_("Catat asesmen lengkap"), K.FULL_ASSESSMENT, Kind.FULL_ASSESSMENT)
    if Kind.PLAN_REVIEW in open_kinds:
        yield _record(_("Catat tinjauan rencana"), K.PLAN_REVIEW, Kind.PLAN_REVIEW)
    if Kind.FILE_REVIEW in open_kinds and can(actor, Permission.CASE_DECIDE):
        yield _record(_("Catat pemeriksaan berkas"), K.FILE_REVIEW, Kind.FILE_REVIEW)
    if page.case.simfoni_number is None:
        yield Link(_("Catat nomor SIMFONI"), "record_simfoni", (Kind.SIMFONI,), group=Group.CASE)
    yield _record(_("Catat kejadian baru"), K.INCIDENT)
    if page.holds(C.PLACE):
        yield from _roof(open_kinds)
    if page.holds(C.LAW):
        yield from _law(page, actor)


def _roof(open_kinds: list[Kind]) -> Iterator[Link]:
    yield _record(_("Catat rumah aman"), K.STAY, Kind.STAY)
    if Kind.STAY in open_kinds:
        yield _record(_("Catat keluar dari rumah aman"), K.STAY_END, Kind.STAY)


def _law(page: CasePage, actor: Actor) -> Iterator[Link]:
    if page.lp_number is not None:
        yield _legal(_("Catat visum"), K.VISUM)
        yield _legal(_("Catat perlindungan polisi"), K.PROTECTION, *PROTECTIONS)
        yield _legal(_("Catat kemajuan hukum"), K.LAW_STATUS, Kind.LAW_FOLLOW_UP)
        yield _legal(_("Catat surat ke LPSK"), K.LPSK_LETTER, Kind.PROTECTION_LPSK)
        yield _legal(_("Catat jawaban LPSK"), K.LPSK_ANSWER, Kind.LPSK_DECISION)
    if page.holds(C.ONLINE):
        yield Link(_("Tulis jejak daring"), "keep_online", group=Group.LAW)
    if _leads(page.case, actor):
        yield Link(_("Tunjuk pendamping hukum"), "name_legal", group=Group.LAW)
    yield _legal(_("Catat tanggal sidang"), K.HEARING)
    yield _legal(_("Catat rekomendasi ke pengadilan agama"), K.RECOMMENDATION)
    yield _legal(_("Catat bantuan lintas provinsi"), K.PROVINCES)


def _record(label: str, kind: RecordKind, *keeps: Kind) -> Link:
    return Link(label, "record", keeps, kind)


def _legal(label: str, kind: RecordKind, *keeps: Kind) -> Link:
    return Link(label, "record", keeps, kind, group=Group.LAW)


def _end(page: CasePage, open_kinds: list[Kind], actor: Actor) -> Iterator[Link]:
    case, head = page.case, can(actor, Permission.CASE_DECIDE)
    after = Kind.AFTER_1_MONTH, Kind.AFTER_3_MONTHS
    if set(after) & set(open_kinds) and page.holds(C.IDENTITY) and can(actor, Permission.CASE_WORK):
        yield Link(_("Catat keadaan anak"), "record", after, K.AFTER_CLOSING)
    if case.status is Status.OPEN and _leads(case, actor):
        yield Link(_("Ajukan penutupan"), "ask_closure", group=Group.CASE)
    if case.status is Status.CLOSING and head:
        yield Link(_("Putuskan penutupan"), "decide", (Kind.CLOSURE,))
    if case.status in (Status.REPORTED, Status.OPEN) and head:
        yield Link(_("Tutup karena keliru"), "intake.set_aside", group=Group.CASE)
    if case.status is Status.CLOSED and head:
        yield Link(_("Buka kembali"), "reopen", group=Group.CASE)
    if case.status is Status.CLOSED and _leads(case, actor) and can(actor, Permission.CASE_ERASE):
        yield Link(
            _("Penghapusan data"), "erasure.show", (Kind.ERASURE, Kind.PURGE), group=Group.CASE
        )
    if case.status is Status.CLOSED and head and page.lp_number is not None:
        yield _legal(_("Catat kemajuan hukum"), K.LAW_STATUS, Kind.LAW_FOLLOW_UP)


def may_exclude(page: CasePage, actor: Actor) -> bool:
    """Whether he decides from whom the case is hidden."""
    leads = page.case.manager_id is None or _leads(page.case, actor)
    return page.holds(C.STORY) and can(actor, Permission.CASE_WORK) and leads


def _sight(page: CasePage, actor: Actor) -> Iterator[Link]:
    if page.holds(C.REFERRALS) and can(actor, Permission.CASE_WORK):
        yield Link(_("Lihat persetujuan"), "referrals.consents", group=Group.CASE)
    if actions.may_open(page.case, actor):
        yield Link(_("Buka untuk pengawas kabupaten"), "open_below", group=Group.CASE)
    if may_exclude(page, actor):
        yield Link(_("Atur siapa yang tidak boleh melihat"), "exclusions.show", group=Group.CASE)
        if page.case.status in WORKED_ON and page.case.channel in (Channel.PATBM, Channel.SHELTER):
            yield Link(_("Pendampingan oleh relawan"), "companion.show")


def _leads(case: CaseFile, actor: Actor) -> bool:
    return case.manager_id == actor.id or can(actor, Permission.CASE_DECIDE)
