"""The real worker and beat: they ring by themselves, and again after Redis was killed and wiped."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from celery import Celery

from referral.reminders.limits import Kind
from tests.make import wita
from tests.servers import Servers, environment
from tests.worker.house import House
from worker.app import BEAT
from worker.embedded import Valkey, until

ROOT = Path(__file__).resolve().parents[2]
SOON = 60.0


@pytest.fixture
def redis() -> Iterator[Valkey]:
    """A Redis of its own, which may be killed."""
    folder = Path(tempfile.mkdtemp(prefix="sk-"))
    server = Valkey(folder, fsync=False)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@contextmanager
def programs(env: dict[str, str], folder: Path) -> Iterator[None]:
    """Worker and beat, as `make run` starts them."""
    line = [sys.executable, "-m", "celery", "-A", "worker.app"]
    beat = ["beat", f"--schedule={folder / 'beat'}", "--pidfile="]
    with (folder / "celery.log").open("wb") as log:
        running = [
            subprocess.Popen([*line, *words], cwd=ROOT, env=env, stdout=log, stderr=log)
            for words in (["worker", "--without-mingle", "--without-gossip"], beat)
        ]
        try:
            yield
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(30)


def signs(house: House) -> dict[str, float]:
    """When each task last came round."""
    rows = house.sql("SELECT name, at FROM heartbeat")
    return {row.name: row.at.timestamp() for row in rows}


def rings_on(house: House, task: str = "send") -> bool:
    """Whether the task comes round again."""
    before = signs(house).get(task, 0.0)
    return until(lambda: signs(house).get(task, 0.0) > before, SOON)


def ring(redis: Valkey, task: str) -> None:
    """Beat's own words, now: its first tick would come after half a minute."""
    with Celery(broker=redis.url().replace("unix:", "redis+socket:")) as bell:
        bell.conf.broker_transport_options = {"global_keyprefix": "sipakainge:"}
        with bell.connection_for_write() as line:
            bell.send_task(f"worker.tasks.{task}", connection=line, ignore_result=True)


@pytest.mark.slow
def test_they_tell_by_themselves_and_go_on_after_redis_was_lost(
    house: House, redis: Valkey, servers: Servers, tmp_path: Path
) -> None:
    noon = wita(2026, 3, 16, 12)
    house.at(noon)
    house.promise(house.quiet_case(), Kind.TRIAGE)
    house.at(noon + timedelta(hours=5))
    database = sa.make_url(house.settings.DATABASE_URL).database or ""
    with programs(environment(servers, database, REDIS_URL=redis.url()), tmp_path):
        assert rings_on(house)
        ring(redis, "tick")
        assert until(lambda: len(house.told()) == 3, SOON)
        assert "Traceback" not in (tmp_path / "celery.log").read_text()
        redis.stop()
        redis.start()
        assert rings_on(house)
        unsealed = "SELECT FROM audit_entry WHERE place IS NULL"
        assert until(lambda: not house.sql(unsealed), SOON)


def test_no_ring_outlives_its_period() -> None:
    assert {entry["schedule"]: entry["options"] for entry in BEAT.values()} == {
        period: {"expires": period} for period in (30.0, 5.0, 1.0, 60.0, 120.0)
    }
