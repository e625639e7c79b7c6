"""The audit for the auditor: acts without names, and whether all is as it was written."""

from datetime import date, datetime
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from referral.policy import Permission
from referral.reports import actions, queries
from referral.reports.queries import KINDS, Wanted
from referral.web import current_actor, requires

bp = Blueprint("audit", __name__)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)


@bp.get("/audit")
@requires(Permission.AUDIT_READ)
def index() -> str:
    kind = request.args.get("kind", "")
    wanted = Wanted(
        kind if kind in KINDS else None,
        _day(request.args.get("day", "")),
        _place(request.args.get("after", "")),
    )
    page = actions.see_acts(wanted, by=current_actor)
    kept = {"kind": wanted.kind or "", "day": wanted.day.isoformat() if wanted.day else ""}
    after = page.next and f"{page.next[0].isoformat()}_{page.next[1]}"
    return render_template(
        "reports/acts.html",
        page=page,
        wanted=wanted,
        kinds=KINDS,
        check=queries.last_check(),
        next=after and f"{url_for('.index')}?{urlencode({**kept, 'after': after})}",
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _place(text: str) -> tuple[datetime, int] | None:
    moment, _line, number = text.partition("_")
    try:
        at, below = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return None
    return (at, below) if at.tzinfo and 0 <= below < 1 << 62 else None
