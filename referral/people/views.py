"""Pages of people."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask.blueprints import BlueprintSetupState
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from referral.errors import Missing
from referral.people import actions, queries
from referral.people.models import token_hash
from referral.policy import ANYONE
from referral.web import requires
from referral.web.guard import SignedIn

bp = Blueprint("people", __name__)
BLUEPRINTS = (bp,)


@bp.get("/sign-in")
@requires(ANYONE)
def sign_in() -> str:
    """The door."""
    return render_template("people/sign_in.html", cast=queries.demo_cast())


@requires(ANYONE)
def demo_sign_in() -> Response:
    person = queries.actor(request.form.get("username", ""))
    session.clear()
    login_user(SignedIn(actions.start_session(person.id), person))
    return redirect("/", 303)


@bp.record
def demo_door(state: BlueprintSetupState) -> None:
    if state.app.config["DEMO"]:
        state.add_url_rule("/sign-in/demo", "demo_sign_in", demo_sign_in, methods=["POST"])
