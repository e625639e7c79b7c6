"""Pages of people."""

from flask import Blueprint

from referral.policy import ANYONE
from referral.web import requires

bp = Blueprint("people", __name__)
BLUEPRINTS = (bp,)


@bp.get("/sign-in")
@requires(ANYONE)
def sign_in() -> str:
    """The door."""
    return "masuk"
