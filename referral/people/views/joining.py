"""Activation: the invitation's link with its spoken code, then password and second factor."""

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from referral.errors import Missing
from referral.i18n import _
from referral.people import actions, queries
from referral.people.forms import ActivationForm, SpokenCodeForm
from referral.people.models import token_hash
from referral.people.views.account import set_up
from referral.people.views.blueprint import bp, show_form
from referral.people.views.door import TRIES, let_in
from referral.policy import ANYONE
from referral.web import limiter, requires


@bp.route("/activate/<token>", methods=["GET", "POST"])
@requires(ANYONE)
@limiter.limit(TRIES, methods=["POST"])
def activate(token: str) -> ResponseReturnValue:
    """The spoken code first: who only found the link sees no secret of the account to be."""
    person, form = queries.invited(token_hash(token)), SpokenCodeForm()
    if not form.validate_on_submit():
        return show_form("people/spoken.html", form)
    if not actions.spoken_code_fits(token, form.code.data or ""):
        form.code.errors = [_("Kode tidak cocok. Sesudah lima kali salah undangan ini habis.")]
        return show_form("people/spoken.html", form)
    session.clear()
    session["invitation"], session["joining"] = token, person.username
    session["factor"] = actions.new_nonce()
    return redirect(url_for(".join"), 303)


@bp.route("/activate", methods=["GET", "POST"])
@requires(ANYONE)
@limiter.limit(TRIES, methods=["POST"])
def join() -> ResponseReturnValue:
    if "invitation" not in session:
        raise Missing
    hashed, nonce = token_hash(session["invitation"]), session["factor"]
    person, form = queries.invited(hashed), ActivationForm()
    form.names = (person.name, person.username)
    facts = {"person": person, **set_up(nonce, person.username)}
    if not form.validate_on_submit():
        return show_form("people/join.html", form, **facts)
    if not actions.code_fits(nonce, form.code.data or ""):
        form.code.errors = [_("Kode tidak cocok. Pakai kode yang tampil sekarang.")]
        return show_form("people/join.html", form, **facts)
    proofs = actions.Proofs(form.password.data or "", nonce, form.code.data or "")
    actions.activate(hashed, proofs)
    flash(_("Akun Anda siap."))
    return let_in(person.id, "/")
