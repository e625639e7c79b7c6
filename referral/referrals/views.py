"""Pages of referrals."""

from flask import Blueprint

bp = Blueprint("referrals", __name__)
BLUEPRINTS = (bp,)
