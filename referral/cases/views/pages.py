"""The list of cases, and one case as far as the actor's grants open it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from referral.cases import actions, queries
from referral.cases.forms import lists
from referral.cases.models import LateBecause, Status
from referral.cases.models.words import word
from referral.cases.queries import CasePage, Scope
from referral.cases.views import parts, timeline
from referral.cases.views.bp import bp
from referral.cases.views.hints import HINTED
from referral.cases.views.links import CONTACTS, may_exclude, steps_of
from referral.directory import queries as directory
from referral.errors import Missing
from referral.i18n import _l
from referral.policy import Compartment, Permission
from referral.reminders.limits import Kind
from referral.reminders.models import promised
from referral.web import current_actor, requires
from referral.web.forms import StepForm, clean
from referral.web.show import wita_date

C = Compartment
TONES = {Status.REPORTED: "mid", Status.OPEN: "open", Status.CLOSING: "mid", Status.CLOSED: "low"}
SAID = {
    Status.REPORTED: _l("Belum ditangani"),
    Status.OPEN: _l("Sudah ditangani UPTD"),
    Status.CLOSING: _l("Sudah ditangani UPTD"),
    Status.CLOSED: _l("Selesai"),
}
"""What an opener reads of a case's state, and no more."""
ALWAYS = {"parts": parts, "lines": timeline, "C": C, "police": Kind.POLICE_REPORT, "tones": TONES}
"""What the template of every case needs."""
KEPT = ("mine", "opened", "late", "risk", "status")
LONGEST_SEARCH = 100


@bp.get("/cases")
@requires(Permission.CASE_READ)
def index() -> str:
    """A page of the list; a search looks through one's own cases only."""
    asked = lists.wanted(request.args, current_actor)
    text = clean(request.args.get("q"))[:LONGEST_SEARCH]
    found = _found(text) if text else queries.page(asked, current_actor)
    kept = {key: value for key, value in request.args.items() if key in KEPT}
    after = lists.place(found.next)
    return render_template(
        "cases/index.html",
        page=found,
        asked=asked,
        text=text,
        rest=lambda *gone: {key: value for key, value in kept.items() if key not in gone},
        opened=asked.scope is Scope.OPENED,
        usual=queries.scope_of(current_actor),
        next=after and f"{url_for('.index')}?{urlencode({**kept, 'after': after})}",
        said=SAID,
        tones=TONES,
        statuses=lists.SHOWN,
        most=queries.MOST_NAMES,
        number_of_case=queries.of_a_case(text),
    )


def _found(text: str) -> queries.Page:
    if queries.numbers(text):
        among = queries.numbered(text, current_actor)
    else:
        among = actions.search(text, by=current_actor)
    wanted = queries.Wanted(scope=queries.scope_of(current_actor), among=among)
    return queries.page(wanted, current_actor)


@bp.get("/cases/<uuid:id>")
@requires(Permission.CASE_READ)
def show(id: UUID) -> str:
    page = queries.case_page(id, current_actor)
    return _opener(page) if _as_opener(page) else _worker(page)


@bp.get("/cases/<uuid:id>/told")
@requires(Permission.CASE_READ)
def told(id: UUID) -> ResponseReturnValue:
    """What the opener wrote, until the report is taken up."""
    page = queries.case_page(id, current_actor)
    if not _as_opener(page) or page.case.status is not Status.REPORTED:
        raise Missing
    opened = actions.read(page.case, by=current_actor, held=page.mask)
    return render_template("cases/told.html", page=page, told=parts.told(opened.parts))


def _as_opener(page: CasePage) -> bool:
    """Neither the unit that works on it nor who watches over it."""
    return not page.holds(C.REFERRALS) and page.case.district_code not in current_actor.districts


def _opener(page: CasePage) -> str:
    """What becomes of a report, in safe words; the advice stays until it is taken up."""
    waits = page.case.status is Status.REPORTED
    reports = queries.referrals(page.case.id)
    siblings = queries.siblings(page, current_actor)
    opened = actions.read(
        page.case, by=current_actor, held=page.mask if waits else C.NONE, only=C.STORY
    )
    with_child = page.accompanied_until and page.case.opener_id == current_actor.id
    owed = queries.promises(page.case.id) if with_child else []
    return render_template(
        "cases/opened.html",
        page=page,
        siblings=siblings,
        claimed=any(report.claimed_at for report in reports),
        manned=not waits or bool(directory.staff([page.case.unit_id])),
        story=opened.parts.get(C.STORY, {}),
        may_add=page.case.status is not Status.CLOSED,
        with_child=with_child,
        visits=[one for one in owed if one.done is None and one.kind in CONTACTS],
    )


def _worker(page: CasePage) -> str:
    """Everything that the grants hold; what is sealed is read last, its entry committed."""
    case_id, promises = page.case.id, queries.promises(page.case.id)
    past = queries.timeline(case_id, lists.older(request.args.get("older", "")))
    law = queries.law(case_id, past) if page.holds(C.LAW) and page.holds(C.SERVICES) else []
    around: dict[str, Any] = {
        "promises": promises,
        "referrals": queries.referrals(case_id),
        "siblings": queries.siblings(page, current_actor),
    }
    about = {*past.about, *(step.about for step in law if step.about)}
    opened = actions.read(page.case, by=current_actor, held=page.mask, words=about, plan=True)
    older = lists.line(past.older)
    shut = page.case.closed_at is not None and not opened.parts
    return render_template(
        "cases/show.html",
        page=page,
        **around,
        past=past,
        older=older and url_for(".show", id=case_id, older=older, _anchor="timeline"),
        law=law,
        opened=opened,
        erased=opened.erased or (queries.erased_on(case_id) if shut else {}),
        **_hints(page),
        steps=steps_of(page, promises, around["referrals"], current_actor),
        **ALWAYS,
    )


def _hints(page: CasePage) -> dict[str, Any]:
    """Who may be feared, for whoever decides on it, and the form that answers."""
    hints = page.hints if page.hints and may_exclude(page, current_actor) else []
    return {"hints": hints, "hinted": HINTED, "form": StepForm() if hints else None}


@bp.app_template_filter("why")
def _why(code: str) -> str:
    """Why a promise was kept late."""
    return word(LateBecause(code))


@bp.app_template_filter("day")
def _day(on: date) -> Markup:
    """A day as all pages write it."""
    return wita_date(on)


@bp.app_template_filter("promised")
def owed(kind: Kind, referral_id: UUID | None) -> str:
    """What is owed, in words."""
    return promised(kind, referral_id)


@bp.app_template_filter("word")
def _word(code: Any) -> str:
    return word(code)
