"""Figures that may be given to camat, kades and lurah: no child, no small number."""

from flask import Blueprint, render_template, request

from referral.directory import queries as directory
from referral.directory.models import Area
from referral.errors import Missing
from referral.policy import Permission
from referral.reports.queries import figures
from referral.web import current_actor, requires

bp = Blueprint("figures", __name__)
VILLAGE = 4


@bp.get("/figures")
@requires(Permission.FIGURES_READ)
def show() -> str:
    quarters = figures.quarters()
    wanted = request.args.get("quarter", "")
    quarter = next((one for one in quarters if one.code == wanted), quarters[0])
    parent = _area(request.args.get("area") or _home())
    return render_template(
        "reports/figures.html",
        parent=parent,
        above=_above(parent),
        found=figures.figures(parent, quarter, current_actor),
        quarter=quarter,
        quarters=quarters,
        village=VILLAGE,
    )


def _home() -> str:
    """The one district, or the province of several."""
    districts = current_actor.districts
    return districts[0] if len(districts) == 1 else districts[0].split(".")[0] if districts else ""


def _area(code: str) -> Area:
    """An area with others inside it, of those that the actor watches over."""
    found = directory.area(code)
    mine = any((code + ".").startswith(one + ".") for one in (*current_actor.districts, _home()))
    if found is None or found.level >= VILLAGE or not mine:
        raise Missing
    return found


def _above(parent: Area) -> str:
    """Where the way back leads: the area around it, as far as it is the actor's."""
    return parent.code.rpartition(".")[0] if parent.code != _home() else ""
