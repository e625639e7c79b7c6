"""Pages of reminders."""

from flask import Blueprint

from referral.reminders import models  # noqa: F401

bp = Blueprint("reminders", __name__)
BLUEPRINTS = (bp,)
