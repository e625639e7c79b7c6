"""Outside the demo its door does not exist, and invented accounts stop the start."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

import config
from referral import db
from referral.app import create_app
from tests.servers import Servers, settings_for


def test_with_invented_accounts_there_is_no_start_outside_the_demo(
    settings: config.Settings,
) -> None:
    with pytest.raises(SystemExit, match="demo accounts"):
        create_app(replace(settings, DEMO=False))


def test_outside_the_demo_there_is_no_door(servers: Servers, worker_id: str) -> None:
    settings = settings_for(servers, servers.clone(f"real_{worker_id}"))
    engine = sa.create_engine(settings.DATABASE_OWNER_URL, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE person SET demo = false"))
    real = create_app(replace(settings, DEMO=False))
    assert "people.demo_sign_in" not in real.view_functions
    assert not any("demo" in rule.rule for rule in real.url_map.iter_rules())
    assert "mk_maros" not in real.test_client().get("/sign-in").text
    assert real.test_client().post("/sign-in/demo").status_code == 404
    with real.app_context():
        db.sqla.engine.dispose()
