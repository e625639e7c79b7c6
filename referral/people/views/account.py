"""One's own account: what it is, its sessions, language, password and second factor."""

from io import BytesIO
from uuid import UUID

import segno
from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from referral.errors import Missing
from referral.i18n import LANGUAGES, _
from referral.people import actions, queries
from referral.people.forms import FactorForm, PasswordForm
from referral.people.models import token_hash
from referral.people.views.blueprint import bp, show_form
from referral.people.views.door import local
from referral.people.views.proof import proves
from referral.policy import ANYONE, Permission
from referral.web import current_actor, requires


@bp.get("/account")
@requires(Permission.SELF_READ)
def account() -> str:
    return render_template(
        "people/account.html",
        person=queries.own(current_actor.id),
        sessions=queries.sessions(current_actor.id),
        here=token_hash(current_user.token),
        roles=queries.ROLES,
        proved=queries.has_password(current_actor.id),
    )


@bp.post("/language")
@requires(ANYONE)
def language() -> Response:
    """Speak another language from now on: for good when signed in, else in this browser."""
    code = request.form.get("language", "")
    if code in LANGUAGES:
        session["language"] = code
        if current_user.is_authenticated:
            actions.choose_language(code, by=current_actor)
    return redirect(local(request.form.get("next")), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.SELF_WRITE)
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    form.names = (current_actor.name, current_actor.username)
    if not form.validate_on_submit():
        return show_form("people/password.html", form)
    if not proves(form.current.data or ""):
        form.current.errors = [_("Kata sandi tidak cocok, atau terlalu sering dicoba.")]
        return show_form("people/password.html", form)
    here = token_hash(current_user.token)
    actions.change_password(form.password.data or "", here, by=current_actor)
    flash(_("Kata sandi diganti. Perangkat lain harus masuk lagi."))
    return redirect(url_for(".account"), 303)


@bp.route("/account/second-factor", methods=["GET", "POST"])
@requires(Permission.SELF_WRITE)
def change_factor() -> ResponseReturnValue:
    form, nonce = FactorForm(), session.setdefault("factor", actions.new_nonce())
    facts = set_up(nonce, current_actor.username)
    if not form.validate_on_submit():
        return show_form("people/factor.html", form, **facts)
    if not proves(form.current.data or ""):
        form.current.errors = [_("Kata sandi tidak cocok, atau terlalu sering dicoba.")]
        return show_form("people/factor.html", form, **facts)
    if not actions.code_fits(nonce, form.code.data or ""):
        form.code.errors = [_("Kode tidak cocok. Pakai kode yang tampil sekarang.")]
        return show_form("people/factor.html", form, **facts)
    here = token_hash(current_user.token)
    actions.change_factor(nonce, form.code.data or "", here, by=current_actor)
    session.pop("factor")
    flash(_("Aplikasi autentikator diganti."))
    return redirect(url_for(".account"), 303)


@bp.get("/second-factor.svg")
@requires(ANYONE)
def factor_image() -> Response:
    """The QR code of the set-up that this browser is in."""
    if "factor" not in session:
        raise Missing
    username = current_actor.username if current_user.is_authenticated else session["joining"]
    image = BytesIO()
    address = actions.address_of(session["factor"], username)
    segno.make(address, error="m").save(image, kind="svg", scale=5, border=4, light="#fff")
    return Response(image.getvalue(), mimetype="image/svg+xml")


def set_up(nonce: str, username: str) -> dict[str, str]:
    """What an authenticator app needs besides the picture: key in fours, and the address."""
    secret = actions.secret_of(nonce)
    fours = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return {"secret": fours, "address": actions.address_of(nonce, username)}


@bp.get("/people/<uuid:id>")
@requires(Permission.SELF_READ)
def show(id: UUID) -> Response:
    """Where a repeated form leads: one's own account, or the list for who keeps it."""
    own = id == current_actor.id
    return redirect(url_for(".account" if own else ".index"), 303)


@bp.get("/people")
@requires(Permission.PEOPLE_READ)
def index() -> str:
    page = max(request.args.get("page", 0, int), 0)
    people, more = queries.listed(min(page, 10_000))
    onward = url_for(".index", page=page + 1) if more else None
    return render_template("people/index.html", people=people, roles=queries.ROLES, onward=onward)
