"""Pages of reminders: the inbox; and what a probe asks of the whole."""

from functools import cache
from uuid import UUID

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from redis import Redis, RedisError
from werkzeug.wrappers import Response

from referral.policy import ANYONE, Permission, can
from referral.reminders import actions, queries
from referral.reminders.limits import Kind
from referral.web import current_actor, requires

bp = Blueprint("reminders", __name__)
health = Blueprint("health", __name__)
BLUEPRINTS = (bp, health)


@bp.get("/inbox")
@requires(Permission.INBOX_READ)
def inbox() -> str:
    found = queries.inbox(current_actor, _key(request.args.get("before")))
    items = found[: queries.PAGE]
    more = url_for(".inbox", before=items[-1].key) if len(found) > len(items) else None
    return render_template(
        "reminders/inbox.html", items=items, days=queries.by_day(items), more=more
    )


@bp.get("/inbox/<uuid:id>")
@requires(Permission.INBOX_READ)
def show(id: UUID) -> Response:
    """Go to what the item is about; going there is reading it."""
    told = queries.told(id, current_actor)
    if not told.seen:
        actions.see(told.key, by=current_actor)
    return redirect(_target(told), 303)


@bp.post("/inbox/seen")
@requires(Permission.SELF_WRITE)
def see_all() -> Response:
    newest = _key(request.form.get("newest"))
    if newest is not None:
        actions.see_all(newest, by=current_actor)
    return redirect(url_for(".inbox"), 303)


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _target(told: queries.Told) -> str:
    referral = told.referral_id or (None if told.case_id else told.via)
    if page := _of_kind(told):
        return page
    if referral and can(current_actor, Permission.REFERRAL_READ):
        return url_for("referrals.show", id=referral)
    if told.case_id and can(current_actor, Permission.CASE_READ):
        return url_for("cases.show", id=told.case_id)
    return url_for(".inbox")


def _of_kind(told: queries.Told) -> str | None:
    """The page that this kind of word is about, where it is no case or referral as such."""
    if told.kind == "digest":
        return url_for("home.show")
    if told.kind == "weekly" and can(current_actor, Permission.BOARD_READ):
        return url_for("reports.board")
    if told.kind == "reads_many" and can(current_actor, Permission.READS_READ):
        return url_for("reads.index")
    glass = told.kind.startswith("glass_") or told.promise is Kind.GLASS_REVIEW
    if glass and can(current_actor, Permission.GLASS_READ):
        return url_for("glass.show", id=told.case_id) if told.case_id else url_for("glass.index")
    return None


@health.get("/healthz")
@requires(ANYONE)
def healthz() -> Response:
    return current_app.response_class("ok", mimetype="text/plain")


@health.get("/readyz")
@requires(ANYONE)
def readyz() -> tuple[Response, int]:
    """200 where database, redis and migrations are as they must be, else 503."""
    pulse = queries.pulse()
    parts = {
        "database": pulse is not None,
        "redis": _redis_answers(current_app.config["REDIS_URL"]),
        "migrations": pulse is not None and pulse.revision == _head(),
    }
    ready = all(parts.values())
    figures = {
        "seconds_since_tick": pulse and pulse.since_tick,
        "seconds_owed": pulse and pulse.owed_for,
        "dead_letters": pulse and pulse.dead,
    }
    return jsonify(ready=ready, **parts, **figures), 200 if ready else 503


@cache
def _head() -> str | None:
    folder = current_app.extensions["migrate"].directory
    return ScriptDirectory(folder).get_current_head()


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)


def _redis_answers(url: str) -> bool:
    try:
        return bool(_redis(url).ping())
    except RedisError:
        return False
