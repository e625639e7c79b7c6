"""Who may see what, for everybody who has an account: the rules are no secret, the children are."""

from flask import Blueprint, render_template

from referral.policy import Permission
from referral.reports.queries import matrix
from referral.web import requires

bp = Blueprint("access", __name__)


@bp.get("/access")
@requires(Permission.SELF_READ)
def show() -> str:
    return render_template(
        "reports/access.html",
        grounds=matrix.grounds(),
        receivers=matrix.receivers(),
        roles=matrix.roles(),
    )
