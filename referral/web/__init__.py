"""Flask's side of the floor: guard, headers, error pages, template helpers."""

import json
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from referral import db, i18n, policy
from referral.errors import Missing, Refused, Repeated, Stopped
from referral.i18n import _l
from referral.policy import Permission
from referral.web import csp, headers, show
from referral.web.forms import clean, typed_by
from referral.web.guard import check_declared, current_actor, guard, manager, requires
from referral.web.icons import icon
from referral.web.refusals import raced, sentence

__all__ = ["abort", "current_actor", "flash", "limiter", "requires"]

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, in_memory_fallback_enabled=True)
STATIC = Path(__file__).resolve().parent.parent / "static"
PAGES = (400, 403, 404, 413, 422, 429, 500)
_P = Permission
NONE = (0, "")
SECRETS = ("password",)
"""Fields that are never shown again."""
MENU = (
    ("home.show", _l("Hari ini"), None),
    ("intake.new", _l("Lapor"), _P.CASE_OPEN),
    ("cases.index", _l("Kasus"), _P.CASE_READ),
    ("referrals.index", _l("Rujukan"), _P.REFERRAL_READ),
    ("reports.board", _l("Papan tunggu"), _P.BOARD_READ),
    ("reminders.inbox", _l("Kotak masuk"), _P.INBOX_READ),
    ("directory.desks", _l("Meja piket"), _P.DESK_READ),
    ("people.index", _l("Akun"), _P.PEOPLE_READ),
    ("audit.index", _l("Catatan"), _P.AUDIT_READ),
)


def install(app: Flask) -> None:
    """Fit the floor to the app; call after all blueprints are registered."""
    app.register_blueprint(csp.bp)
    csrf.exempt(csp.bp)
    check_declared(app)
    manager.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(guard)
    app.after_request(_end_reading)
    headers.install(app)
    _errors(app)
    _templates(app)


def _end_reading(response: Response) -> Response:
    if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        db.end_reading()
    return response


def _templates(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.pop("config", None)
    env.globals.update(
        _=_said,
        n_=i18n.n_,
        asset=asset,
        url=url_for,
        csp_nonce=headers.nonce,
        can=can,
        csrf_field=_csrf_field,
        typed=_typed,
        icon=icon,
        Permission=Permission,
    )
    env.filters.update(
        wita=show.wita, wita_date=show.wita_date, late=show.late, due=show.due, span=show.span
    )
    app.context_processor(_page_context)


def _page_context() -> dict[str, Any]:
    actor = _who()
    return {"actor": actor, "lang": i18n.language(), "menu": _menu(actor)}


def _who() -> policy.Actor | None:
    """For the frame of a page; an error page stands without a database too."""
    try:
        return None if g.get("database_away") else cast("policy.Actor | None", current_user.actor)
    except OperationalError:
        g.database_away = True
        return None


def _menu(actor: policy.Actor | None) -> list[tuple[str, str, bool, int, str]]:
    if actor is None:
        return []
    counts = {
        "home.show": (actor.late, i18n._("tugas saya terlambat")),
        "reminders.inbox": (actor.unread, i18n._("belum dibaca")),
    }
    return [
        (str(label), url_for(endpoint), request.endpoint == endpoint, *counts.get(endpoint, NONE))
        for endpoint, label, need in MENU
        if endpoint in current_app.view_functions and (need is None or policy.can(actor, need))
    ]


def can(permission: str) -> bool:
    """For templates: whether the signed-in person's role holds the permission."""
    return policy.can(current_user.actor, Permission(permission))


@cache
def _built() -> dict[str, str]:
    built: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    return built


def asset(name: str) -> str:
    """The address of a built file; it holds the file's hash."""
    return f"/static/{_built()[name]}"


def _typed() -> list[str]:
    """The sentences of the form that was refused as a whole: no choice, no token, no secret.

    What concerns an account is never shown again: it is full of passwords and codes.
    """
    if request.method != "POST" or request.blueprint in (None, "people"):
        return []
    said = (clean(text) for name, text in request.form.items(multi=True) if name not in SECRETS)
    return list(dict.fromkeys(text for text in said if typed_by(text)))


def _said(text: str, /, **values: object) -> str:
    """A sentence of a page: where a value is markup, so is the whole, the other values escaped."""
    if any(hasattr(value, "__html__") for value in values.values()):
        return Markup(i18n._(text)) % values  # noqa: S704 - the sentence is ours
    return i18n._(text, **values)


def _csrf_field() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _errors(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Missing, lambda _e: _page(404))
    app.register_error_handler(Repeated, _repeated)
    app.register_error_handler(Stopped, lambda e: _page(429, until=e.until, who=e.who))
    app.register_error_handler(StaleDataError, lambda _e: _refused(Refused("record.changed")))
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _bug)
    app.log_exception = _log_fault  # type: ignore[assignment]


def _page(code: int, **facts: object) -> tuple[str, int]:
    return render_template(f"errors/{code}.html", **facts), code


def _refused(refused: Refused) -> tuple[str, int]:
    reason = sentence(refused.key, refused.facts)
    return _page(409, reason=reason, raced=raced(refused.key))


def _repeated(repeated: Repeated) -> Response | tuple[str, int]:
    """The form had its effect: show the record, by the convention ``<slice>.show``."""
    if repeated.about is None or request.blueprint is None:
        return _refused(Refused("form.used"))
    return redirect(url_for(f"{request.blueprint}.show", id=repeated.about), 303)


def _http_error(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 - redirects of routing
        return error
    return _page(code if code in PAGES else 400 if code < 500 else 500)[0], code  # noqa: PLR2004


def _database_away(error: OperationalError) -> tuple[str, int]:
    g.database_away = True
    current_app.logger.error("database away: %s", type(error.orig).__name__)
    return _page(500)[0], 503


def _bug(error: Exception) -> tuple[str, int]:
    """Anything else is ours: a log line, and a page that says nothing of it."""
    _log_fault((type(error), error, error.__traceback__))
    return _page(500)


def _log_fault(fault: Any) -> None:
    """Log the kind and the place only, never the values: they may be a child's."""
    kind, _error, trace = fault
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    current_app.logger.error("bug %s at %s", kind.__name__, " > ".join(frames[-6:]))
