"""Celery as a doorbell: what rings when; what is owed stands in the database."""

from dataclasses import replace
from functools import cache
from typing import Any

from celery import Celery, signals
from flask import Flask

from config import Settings, load

PERIODS = {
    "tick": 30.0,
    "fire": 30.0,
    "send": 5.0,
    "seal": 1.0,
    "watch": 60.0,
    "digest": 120.0,
    "verify": 120.0,
}
BEAT = {
    name: {
        "task": f"worker.tasks.{name}",
        "schedule": period,
        "options": {"expires": period},
    }
    for name, period in PERIODS.items()
}


@cache
def settings() -> Settings:
    """This process's settings, its database role the worker's."""
    given = load()
    url = given.WORKER_DATABASE_URL
    return replace(given, DATABASE_URL=url, SQLALCHEMY_DATABASE_URI=url)


@cache
def flask_app() -> Flask:
    """The application, built when the worker starts: what it refuses ends the start."""
    from referral.app import create_app  # noqa: PLC0415 - beat must stay half as large

    return create_app(settings())


def _configuration() -> dict[str, Any]:
    """No results, no work in messages; a lost ring is followed by the next (security.md 6.2)."""
    return {
        "broker_url": settings().BROKER_URL,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_pool_limit": 2,
        "broker_transport_options": {
            "global_keyprefix": "sipakainge:",
            "visibility_timeout": 600,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 5,
        },
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_pool": "threads",
        "worker_concurrency": 4,
        "worker_prefetch_multiplier": 1,
        "worker_enable_remote_control": False,
        "worker_soft_shutdown_timeout": 10.0,
        "timezone": "UTC",
        "beat_schedule": BEAT,
    }


celery = Celery("sipakainge")
celery.add_defaults(_configuration)


@signals.celeryd_init.connect
def _learn_tasks(**_facts: object) -> None:
    """Only a worker needs to know what a ring means."""
    from worker import tasks  # noqa: F401, PLC0415

    flask_app()
