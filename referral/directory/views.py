"""Pages of directory."""

from flask import Blueprint

from referral.directory import models  # noqa: F401

bp = Blueprint("directory", __name__)
BLUEPRINTS = (bp,)
