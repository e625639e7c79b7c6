"""The one module that knows all slices: it builds the Flask app from the settings."""

import logging
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from sqlalchemy.exc import OperationalError, ProgrammingError
from whitenoise import WhiteNoise

from referral import audit, cli, db, ledger, vault, web
from referral.cases import views as cases
from referral.directory import views as directory
from referral.intake import views as intake
from referral.people import views as people
from referral.people.queries import demo_accounts_exist
from referral.referrals import views as referrals
from referral.reminders import views as reminders
from referral.reports import views as reports

_log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
SLICES = (people, directory, reminders, cases, referrals, intake, reports)


def create_app(settings: Any) -> Flask:
    """The app for these settings; raises where a view declares no permission."""
    app = Flask("referral", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_object(settings)
    vault.install(settings.KEY_FILE)
    audit.install(settings.KEY_FILE.read())
    db.sqla.init_app(app)
    Migrate(app, db.sqla, directory=str(ROOT / "migrations"))
    for slice_ in SLICES:
        for blueprint in slice_.BLUEPRINTS:
            app.register_blueprint(blueprint)
    cli.register(app)
    Compress(app)
    web.install(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(web.STATIC),
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=web.headers.static_headers,
    )
    with app.app_context():
        if reason := _unsafe(demo=settings.DEMO):
            sys.exit(f"sipakainge: {reason}")
    return app


def _unsafe(*, demo: bool) -> str | None:
    """Why no page may be shown from this database: who asks is not bound, or needs no password.

    Keys that were erased and are back, by an older key table, are destroyed before anything opens.
    """
    try:
        if role := db.unbound_role():
            return (
                f"row-level security does not bind the database role {role} (superuser, BYPASSRLS"
                " or owner of the tables): DATABASE_URL takes app_web, WORKER_DATABASE_URL"
                " app_worker, as docs/operate.md makes them"
            )
        if not demo and demo_accounts_exist():
            return "DEMO is off, but demo accounts are in the database"
        if buried := ledger.bury():
            _log.warning("%d erased keys were back in the key table; destroyed again", buried)
    except OperationalError as away:
        reason = str(away.orig).strip().splitlines()[0]
        return f"DATABASE_URL or WORKER_DATABASE_URL: cannot connect: {reason}"
    except ProgrammingError:
        pass  # not migrated yet: there is nothing to open a door to
    finally:
        db.session.remove()
        db.sqla.engine.dispose()
    return None
