"""What a probe is told: alive, ready, and why not."""

import pytest
import sqlalchemy as sa

from referral import db
from referral.app import create_app
from tests.pages import Browser
from tests.servers import Servers, settings_for


def test_it_lives(client: Browser) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.get_data(as_text=True)) == (200, "ok")


def test_it_is_ready_with_database_redis_and_migrations(client: Browser) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.get_json() == {
        "ready": True,
        "database": True,
        "redis": True,
        "migrations": True,
        "seconds_since_tick": None,
        "seconds_owed": 0.0,
        "dead_letters": 0,
    }


def test_the_last_tick_is_told_in_seconds(client: Browser, owner: sa.Engine, app: object) -> None:
    with owner.connect() as connection:
        connection.execute(sa.text("INSERT INTO heartbeat VALUES ('tick', now() - interval '9 s')"))
        answer = client.get("/readyz").get_json()
        connection.execute(sa.text("DELETE FROM heartbeat"))
    assert app
    assert 9 <= answer["seconds_since_tick"] < 60


@pytest.mark.parametrize("part", ["database", "redis"])
def test_what_is_away_is_named_and_the_answer_is_503(
    servers: Servers, worker_id: str, part: str
) -> None:
    away = {"REDIS_URL": "redis://127.0.0.1:1/0"} if part == "redis" else {}
    database = servers.clone(f"away_{worker_id}")
    broken = create_app(settings_for(servers, database, **away))
    if part == "database":
        servers.drop(database)
    response = broken.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.get_json()[part] is False
    assert broken.test_client().get("/healthz").status_code == 200
    with broken.app_context():
        db.sqla.engine.dispose()
