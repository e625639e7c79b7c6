"""The one module that knows all slices: it builds the Flask app from the settings."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from whitenoise import WhiteNoise

from referral import audit, cli, db, vault, web
from referral.cases import views as cases
from referral.directory import views as directory
from referral.intake import views as intake
from referral.people import views as people
from referral.referrals import views as referrals
from referral.reminders import views as reminders
from referral.reports import views as reports

ROOT = Path(__file__).resolve().parent.parent
SLICES = (people, directory, reminders, cases, referrals, intake, reports)


def create_app(settings: Any) -> Flask:
    """The app for these settings; raises where a view declares no permission."""
    app = Flask("referral", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_object(settings)
    vault.install(settings.KEYS)
    audit.install(settings.KEYS)
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
    return app
