"""The lists of referrals, and one referral as far as the actor's grants open it."""

from datetime import datetime
from uuid import UUID

from flask import render_template, request, url_for

from referral.cases.queries import of_a_case
from referral.policy import Compartment, Permission, can
from referral.referrals import actions, queries
from referral.referrals.forms import ClaimForm
from referral.referrals.models import Status, Step
from referral.referrals.queries import Box, Place, Sight
from referral.referrals.views import look
from referral.referrals.views.bp import bp
from referral.referrals.views.links import Steps, steps_of
from referral.reminders.limits import Kind as Promise
from referral.web import current_actor, requires
from referral.web.forms import clean

GONE = (Status.DECLINED, Status.FORWARDED, Status.FAILED, Status.RECALLED, Status.VOID)
BREAK = "~"
LONGEST_SEARCH = 20


@bp.get("/referrals")
@requires(Permission.REFERRAL_READ)
def index() -> str:
    """What waits on the desk, what the unit has sent, what is done; or what has a number."""
    asked, text = request.args.get("box", ""), clean(request.args.get("q"))[:LONGEST_SEARCH]
    box = Box(asked) if asked in list(Box) else Box.IN
    if text:
        page = queries.found(text, current_actor)
    else:
        page = queries.page(box, current_actor, _place(request.args.get("after", "")))
    following = page.next and url_for(".index", box=box.value, after=_written(page.next))
    return render_template(
        "referrals/index.html",
        page=page,
        text=text,
        number_of_case=of_a_case(text),
        box=None if text else box,
        boxes=Box,
        next=following,
        look=look,
    )


@bp.get("/referrals/<uuid:id>")
@requires(Permission.REFERRAL_READ)
def show(id: UUID) -> str:
    """One referral: a preview, the whole, or only that it was taken up."""
    sight = queries.sight(id, current_actor)
    if sight.opener:
        return render_template("referrals/told.html", sight=sight, look=look)
    if sight.unopened and can(current_actor, Permission.REFERRAL_ANSWER):
        actions.mark_opened(sight.referral, by=current_actor)
    return _page(sight)


def _page(sight: Sight) -> str:
    """What is sealed is read last, its entry committed."""
    referral = sight.referral
    ours = None if sight.sends or sight.mask & Compartment.SHELL else current_actor.unit_id
    promises, moves = queries.promises(referral, ours), queries.moves(referral)
    taken_back = referral.consent_until is not None and referral.consent_until <= sight.now
    over = referral.status in GONE or taken_back
    seen = sight.team and sight.mask & Compartment.AUDIT and over
    openings = queries.opened_by(referral) if seen else []
    thread = queries.thread(referral)
    opened = actions.read(sight, by=current_actor)
    return render_template(
        "referrals/show.html",
        sight=sight,
        steps=_steps(sight, [one.kind for one in promises]),
        promises=promises,
        chain=queries.chain(sight),
        openings=openings,
        moves=queries.with_words(moves, opened.words),
        notes=queries.with_notes(thread, opened.words),
        over=over,
        opened=opened,
        claim=ClaimForm(version=referral.version),
        look=look,
    )


def _steps(sight: Sight, owed: list[Promise]) -> Steps:
    """It is handed on only where another desk would take it, from this desk or from the sender."""
    found = sight.desk_steps
    if Step.FORWARD not in found or not (sight.answers or sight.sends):
        return steps_of(sight, owed, found)
    others = queries.other_desks(sight)
    if not others:
        found.remove(Step.FORWARD)
    other = sight.sends and any(desk.of_sender for desk in others)
    return steps_of(sight, owed, found, other_desk=other)


def _written(place: Place) -> str:
    return BREAK.join((str(place.part), place.at.isoformat(), str(place.id)))


def _place(text: str) -> Place | None:
    """Where a page begins; an address that cannot be read means the first page."""
    try:
        part, at, last = text.split(BREAK)
        return Place(int(part), datetime.fromisoformat(at), UUID(last))
    except ValueError:
        return None
