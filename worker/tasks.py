"""Alarm clocks: each looks at rows and does what is due; none carries work."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from referral import audit
from referral.cases.actions import carry_out
from referral.cases.actions.armed import fire_rules
from referral.referrals.actions import end_lapsed
from referral.reminders import actions as reminders
from referral.reminders.digest import tell_digest
from referral.reminders.tick import nag_due
from worker.app import celery, flask_app, settings
from worker.dispatch import send_due
from worker.watch import look

_log = logging.getLogger(__name__)


@contextmanager
def _ringing(task: str) -> Iterator[None]:
    """The application's context; where the database is away one line, and the next ring comes."""
    try:
        with flask_app().app_context():
            yield
    except OperationalError as error:
        _log.error("%s: the database is away: %s", task, type(error.orig).__name__)


@celery.task
def tick() -> None:
    """Tell what has come due."""
    with _ringing("tick"):
        while reminders.recount():
            pass
        while nag_due(limit=1000):
            pass
        reminders.beat("tick")


@celery.task
def send() -> None:
    """Send what is owed."""
    with _ringing("send"):
        send_due(settings().SMTP_URL, settings().MAIL_FROM)
        reminders.beat("send")


@celery.task
def fire() -> None:
    """Let armed rules act, and what was agreed to be erased or consented for a time end."""
    with _ringing("fire"):
        while fire_rules():
            pass
        while carry_out():
            pass
        while end_lapsed():
            pass
        reminders.beat("fire")


@celery.task
def digest() -> None:
    """Tell in the morning how much waits."""
    with _ringing("digest"):
        tell_digest()
        reminders.beat("digest")


@celery.task
def seal() -> None:
    """Chain the audit's newest entries."""
    with _ringing("seal"):
        while audit.seal(limit=1000):
            pass


@celery.task
def verify() -> None:
    """Hold the audit against its chain, once a night."""
    with _ringing("verify"):
        found = audit.check_nightly()
        if found is not None and found.bad:
            _log.error("audit: %s", found.bad)


@celery.task
def watch() -> None:
    """Look after the rest."""
    with _ringing("watch"):
        look()
        reminders.beat("watch")
