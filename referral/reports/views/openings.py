"""Who opened this case, and why; and the same in plain words for a family that asks."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request

from referral.policy import Permission
from referral.reports import actions
from referral.web import current_actor, requires

bp = Blueprint("openings", __name__)


@bp.get("/cases/<uuid:id>/audit")
@requires(Permission.CASE_READ)
def show(id: UUID) -> str:
    case, found = actions.see_readers(id, _moment(request.args.get("older", "")), by=current_actor)
    return render_template(
        "reports/openings.html",
        case=case,
        found=found,
        answers=case.manager_id == current_actor.id,
    )


@bp.get("/cases/<uuid:id>/audit/answer")
@requires(Permission.CASE_READ)
def answer(id: UUID) -> str:
    """To be printed; no name of anybody stands on it."""
    case, now, found = actions.answer_family(id, by=current_actor)
    return render_template("reports/answer.html", case=case, now=now, found=found)


def _moment(text: str) -> datetime | None:
    """Where an older page goes on; anything else is the newest."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
