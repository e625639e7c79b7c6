"""The door of every page: who is signed in, what the view demands, and the refusal to forget it."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from referral import audit, db, i18n, policy
from referral.errors import SignInFirst
from referral.policy import ANYONE, Actor, AgencyKind, Permission, Role
from referral.web.kept import keep

F = TypeVar("F", bound=Callable[..., Any])
manager = LoginManager()
manager.session_protection = None  # networks change under a phone; the session row is the guard


class Nobody(AnonymousUserMixin):
    """Not signed in."""

    actor: Actor | None = None


manager.anonymous_user = Nobody


class SignedIn(UserMixin):
    """Flask-Login's user: the actor, and the session token as its id."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


def _actor() -> Actor | None:
    return cast("Actor | None", current_user.actor)


current_actor = cast("Actor", LocalProxy(_actor))
"""The signed-in person; None on pages open to anyone."""


def token_hash(token: str) -> bytes:
    """How a session token stands in the database."""
    return sha256(token.encode()).digest()


@manager.user_loader
def _load(token: str) -> SignedIn | None:
    row = db.signed_in(token_hash(token))
    if row["person_id"] is None:
        db.session.rollback()
        db.acting(None, None)
        return None
    i18n.use(row["language"])
    return SignedIn(token, actor_of(row))


def actor_of(row: Any) -> Actor:
    """The actor that a row of ``begin_as`` describes."""
    return Actor(
        id=row["person_id"],
        unit_id=row["unit_id"],
        role=Role(row["role"]),
        name=row["name"],
        username=row["username"],
        language=row["language"],
        unit_name=row["unit_name"],
        unit_kind=AgencyKind(row["unit_kind"]),
        districts=tuple(row["districts"]),
        late=row["late"],
        unread=row["unread"],
        glass_of=row["glass_of"],
        glass_until=row["glass_until"],
    )


def requires(need: Permission | object) -> Callable[[F], F]:
    """Declare what a view demands: a permission, or ``ANYONE``. The app starts with no other."""

    def declare(view: F) -> F:
        view.requires = need  # type: ignore[attr-defined]
        return view

    return declare


def check_declared(app: Flask) -> None:
    """Raise where a view declares nothing: a forgotten line must not open a door."""
    for endpoint, view in app.view_functions.items():
        if endpoint != "static" and not hasattr(view, "requires"):
            message = f"{endpoint} declares no @requires"
            raise RuntimeError(message)


def guard() -> Response | None:
    """Before each request: the declared permission, or sign-in, or 403."""
    i18n.use(session.get("language", "id"))
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(400)
    if request.endpoint is None:
        return None
    need = getattr(current_app.view_functions[request.endpoint], "requires", None)
    if need is ANYONE:
        return None
    if not current_user.is_authenticated:
        return _to_the_door()
    if not isinstance(need, Permission) or not policy.can(_actor(), need):
        abort(403)
    _take_form_key()
    return None


def _to_the_door() -> Response:
    """Sign in, and come back here; a form that was posted goes along."""
    if request.method == "POST" and (kept := keep()):
        raise SignInFirst(kept)
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", next=here), 303)


def _take_form_key() -> None:
    """Tell the action which rendered form is being answered, so that a repeat has one effect."""
    key = request.form.get("form_key", "") if request.method == "POST" else ""
    try:
        parsed = UUID(key)
    except ValueError:
        return
    fields = sorted((k, v) for k, v in request.form.items(multi=True) if k != "csrf_token")
    audit.answering(parsed, sha256(repr((request.path, fields)).encode()).digest())
