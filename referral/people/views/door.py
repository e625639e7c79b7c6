"""The door: name and password, then the one-time code; signing out; the demo's own door."""

from time import time
from urllib.parse import urlsplit
from uuid import UUID

from flask import (
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from referral.errors import SignInFirst
from referral.i18n import _
from referral.people import actions, queries
from referral.people.forms import CodeForm, SignInForm
from referral.people.models import token_hash
from referral.people.views.blueprint import bp, show_form
from referral.policy import ANYONE
from referral.web import current_actor, kept, limiter, requires
from referral.web.guard import SignedIn

TRIES = "30 per minute"
STEP_LASTS = 300
REMEMBERED = 180 * 24 * 3600


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(ANYONE)
@limiter.limit(TRIES, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if current_user.is_authenticated:
        return onward(current_actor.id, "/", form.kept.data)
    form.next.data = local(request.values.get("next"))
    if not form.validate_on_submit():
        return _at_the_door(form)
    name = (form.username.data or "").casefold()
    person_id = actions.prove_password(name, form.password.data or "", device())
    if person_id is None:
        form.form_errors = [_refused()]
        return _at_the_door(form)
    _forget()
    session["proved"] = {"person": str(person_id), "at": int(time()), "next": form.next.data}
    if not form.kept.data:
        return redirect(url_for(".sign_in_code"), 303)
    step = CodeForm(formdata=None, kept=form.kept.data)
    return render_template("people/code.html", form=step)


def _at_the_door(form: SignInForm) -> ResponseReturnValue:
    demo = queries.demo_cast() if current_app.config["DEMO"] else []
    return show_form("people/sign_in.html", form, cast=demo, roles=queries.ROLES)


@bp.app_errorhandler(SignInFirst)
def sign_in_first(ended: SignInFirst) -> ResponseReturnValue:
    """The door, with the form that the ended session did not take; 422, nothing has happened."""
    return _at_the_door(SignInForm(formdata=None, kept=ended.kept, next="/"))


def _refused() -> str:
    """The same words for every reason: a stranger learns neither names nor waits."""
    return _(
        "Tidak cocok, atau terlalu sering dicoba. Periksa isian, tunggu satu menit, lalu coba lagi."
    )


@bp.route("/sign-in/code", methods=["GET", "POST"])
@requires(ANYONE)
@limiter.limit(TRIES, methods=["POST"])
def sign_in_code() -> ResponseReturnValue:
    proved = session.get("proved", {})
    if proved.get("at", 0) < time() - STEP_LASTS:
        return redirect(url_for(".sign_in"), 303)
    form, person_id = CodeForm(), UUID(proved["person"])
    if not form.validate_on_submit():
        return show_form("people/code.html", form)
    if not actions.prove_code(person_id, form.code.data or "", device()):
        form.form_errors = [_refused()]
        return show_form("people/code.html", form)
    return let_in(person_id, local(proved["next"]), form.kept.data)


def onward(person_id: UUID, address: str, blob: str | None) -> Response:
    """Where a person goes who has come in: to the form that was kept, else to that address."""
    if blob and (form := kept.give_back(person_id, blob)):
        return make_response(render_template("people/kept.html", kept=form))
    return redirect(address, 303)


def let_in(person_id: UUID, address: str, blob: str | None = None) -> Response:
    """Begin a session in this browser under a new id, and remember the browser."""
    _forget()
    actor = queries.actor(person_id)
    login_user(SignedIn(actions.start_session(person_id), actor))
    kept.remember(person_id)
    answer = onward(person_id, address, blob)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(
        _cookie(), actions.know_device(person_id), max_age=REMEMBERED,
        secure=secure, httponly=True, samesite="Strict",
    )  # fmt: skip
    return answer


def _cookie() -> str:
    return "__Host-dev" if current_app.config["SESSION_COOKIE_SECURE"] else "dev"


def device() -> str:
    return request.cookies.get(_cookie(), "")


def local(address: str | None) -> str:
    """An address to go on to: a path of this service, else the front page."""
    parts = urlsplit(address or "/")
    plain = address or "/"
    if parts.scheme or parts.netloc or not plain.startswith("/") or not plain.isprintable():
        return "/"
    return "/" if plain.startswith("//") or "\\" in plain else plain


@bp.post("/sign-out")
@requires(ANYONE)
def sign_out() -> Response:
    """End this browser's session; the leaving button calls this too."""
    if current_user.is_authenticated:
        actions.end_session(token_hash(current_user.token), by=current_actor)
    return _leave()


@bp.post("/sign-out/everywhere")
@requires(ANYONE)
def sign_out_everywhere() -> Response:
    if current_user.is_authenticated:
        actions.end_all_sessions(by=current_actor)
    answer = _leave()
    flash(_("Anda sudah keluar di semua perangkat."))
    return answer


def _leave() -> Response:
    logout_user()
    _forget()
    return redirect(url_for(".sign_in"), 303)


def _forget() -> None:
    """Empty this browser's cookie, but for the language that was chosen here."""
    language = session.get("language")
    session.clear()
    g.pop("csrf_token", None)  # the next page's belongs to the new cookie
    if language:
        session["language"] = language


@requires(ANYONE)
def demo_sign_in() -> Response:
    """Without proof, into an invented account; this address exists in DEMO only."""
    person_id = queries.demo_account(request.form.get("username", ""))
    return let_in(person_id, local(request.form.get("next")), request.form.get("kept"))


@bp.record
def _demo_door(state: BlueprintSetupState) -> None:
    if state.app.config["DEMO"]:
        state.add_url_rule("/sign-in/demo", "demo_sign_in", demo_sign_in, methods=["POST"])
