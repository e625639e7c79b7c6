"""Pages of referrals."""

from flask import Blueprint

from referral.referrals import models  # noqa: F401

bp = Blueprint("referrals", __name__)
BLUEPRINTS = (bp,)
