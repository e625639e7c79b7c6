"""What the pages of people share: their blueprint, and showing a form."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from referral.people import actions
from referral.people.models import token_hash
from referral.web.forms import Form

bp = Blueprint("people", __name__)


def show_form(template: str, form: Form, **facts: object) -> ResponseReturnValue:
    """The page with its form: shown at first, refused with 422 after a POST."""
    return render_template(template, form=form, **facts), 422 if form.is_submitted() else 200


@bp.after_app_request
def stay(response: Response) -> Response:
    """Whoever uses the service is not idle."""
    if current_user.is_authenticated:
        actions.stay(token_hash(current_user.token))
    return response
