"""Two people at once, on two real connections: one wins, the other reads who was first."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.app import create_app
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import actions
from referral.referrals.models import DeclineReason, Referral, SaidBy, Status
from tests.referrals import given
from tests.servers import Servers, settings_for
from worker.embedded import until

Act = Callable[[Referral, Actor], Any]
WAITING = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND wait_event_type = 'Lock'"
)


@pytest.fixture
def own(servers: Servers, worker_id: str) -> Iterator[Flask]:
    """An application on a database of its own: what it commits stays there."""
    made = create_app(settings_for(servers, servers.clone(f"two_{worker_id}")))
    yield made
    with made.app_context():
        db.sqla.engine.dispose()


def race(app: Flask, id: UUID, first: tuple[str, Act], second: tuple[str, Act]) -> Refused:
    """The first holds his transaction open until the second waits for the row; the second's no."""
    with ThreadPoolExecutor(1) as pool, app.app_context():
        username, act = first
        who = given.acting(username)
        with db.transaction():
            act(given.found(id, who), who)
            db.session.flush()
            waiting: Future[None] = pool.submit(_one, app, id, *second)
            with db.sqla.engine.connect() as watch:
                watch.execution_options(isolation_level="AUTOCOMMIT")  # each look is a new one
                assert until(lambda: bool(watch.scalar(WAITING)), 20)
        with pytest.raises(Refused) as refused:
            waiting.result(20)
    return refused.value


def _one(app: Flask, id: UUID, username: str, act: Act) -> None:
    with app.app_context():
        who = given.acting(username)
        act(given.found(id, who), who)


def accept(referral: Referral, by: Actor) -> None:
    promised = actions.Promised(db.now() + timedelta(hours=1), by.id)
    actions.accept(referral, promised, by=by)


def decline(referral: Referral, by: Actor) -> None:
    no = actions.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER)
    actions.decline(referral, no, by=by)


def by_phone(referral: Referral, by: Actor) -> None:
    """The sender writes a refusal down that the desk has told by phone."""
    no = actions.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER)
    actions.decline(referral, no, by=by, proxy=actions.Proxy("Ipda Contoh", db.now()))


def recall(referral: Referral, by: Actor) -> None:
    actions.recall(referral, "Keluarga pindah.", by=by)


def claim(referral: Referral, by: Actor) -> None:
    actions.claim(referral, by=by)


@pytest.mark.parametrize(
    ("first", "second", "unit", "status"),
    [
        (
            ("polisi_maros", accept),
            ("mk_maros", by_phone),
            "Unit PPA Polres Maros",
            Status.ACCEPTED,
        ),
        (("mk_maros", recall), ("polisi_maros", accept), "UPTD PPA Kabupaten", Status.RECALLED),
        (("polisi_maros", decline), ("mk_maros", recall), "Unit PPA Polres Maros", Status.DECLINED),
    ],
    ids=["accept first", "recall first", "decline first"],
)
def test_whoever_comes_second_reads_who_was_first(
    own: Flask, first: tuple[str, Act], second: tuple[str, Act], unit: str, status: Status
) -> None:
    with own.app_context():
        sent = given.referral(Status.SENT).id
    refused = race(own, sent, first, second)
    assert refused.key == "step.taken"
    assert unit in str(refused.facts["unit"])
    with own.app_context():
        assert given.found(sent, given.acting("mk_maros")).status is status


def test_one_of_two_colleagues_claims(own: Flask) -> None:
    with own.app_context():
        report = given.village_report().id
    refused = race(own, report, ("piket_maros", claim), ("mk_maros", claim))
    assert (refused.key, refused.facts["name"]) == ("claim.taken", "Ilham Contoh")
