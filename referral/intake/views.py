"""Pages of intake."""

from flask import Blueprint

bp = Blueprint("intake", __name__)
BLUEPRINTS = (bp,)
