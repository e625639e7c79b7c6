"""Which steps a page offers: those that the state, the role and the grants leave open."""

from collections.abc import Iterator

from flask import url_for

from referral.cases.models import CaseFile, Status
from referral.cases.queries import CasePage
from referral.i18n import _
from referral.policy import Actor, Compartment, Permission, can

Link = tuple[str, str, str]
C = Compartment


def steps_of(page: CasePage, actor: Actor) -> list[Link]:
    """Label, address and kind of each step, the most needed first."""
    if actor.unit_id != page.case.unit_id:
        return []
    offered = [*_work(page, actor), *_end(page.case, actor)]
    return [
        (label, url_for(step if "." in step else f".{step}", id=page.case.id), "second" * bool(i))
        for i, (label, step) in enumerate(offered)
    ]


def _work(page: CasePage, actor: Actor) -> Iterator[tuple[str, str]]:
    status = page.case.status
    if status not in (Status.REPORTED, Status.OPEN) or not can(actor, Permission.CASE_WORK):
        return
    if page.holds(C.STORY):
        if page.case.risk_confirmed_at is None:
            yield _("Pastikan risiko"), "confirm_risk"
        yield _("Catat kontak"), "add_contact"
        if status is Status.OPEN and page.case.manager_id == actor.id:
            yield _("Kirim rujukan"), "referrals.refer"
        yield _("Tambah kabar"), "add_news"
        if page.case.risk_confirmed_at is not None:
            yield _("Ubah risiko"), "confirm_risk"
    if page.holds(C.LAW) and page.lp_number is None:
        yield _("Catat nomor LP"), "record_lp"
    if status is Status.OPEN and _leads(page.case, actor):
        yield _("Ganti manajer kasus"), "assign"


def _end(case: CaseFile, actor: Actor) -> Iterator[tuple[str, str]]:
    head = can(actor, Permission.CASE_DECIDE)
    if case.status is Status.OPEN and _leads(case, actor):
        yield _("Ajukan penutupan"), "ask_closure"
    if case.status is Status.CLOSING and head:
        yield _("Putuskan penutupan"), "decide"
    if case.status in (Status.REPORTED, Status.OPEN) and head:
        yield _("Tutup karena keliru"), "intake.set_aside"
    if case.status is Status.CLOSED and head:
        yield _("Buka kembali"), "reopen"


def _leads(case: CaseFile, actor: Actor) -> bool:
    return case.manager_id == actor.id or can(actor, Permission.CASE_DECIDE)
