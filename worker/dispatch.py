"""The dispatcher: claim one message, send it with nothing open in the database, settle it."""

import json
import sys
from collections import Counter
from threading import Lock

import sqlalchemy as sa

from referral import db, outbox
from referral.outbox import Claimed, State
from referral.people.models import Person
from worker.app import flask_app, settings
from worker.channels.mail import Mail
from worker.channels.words import words

_one_at_a_time = Lock()


def send_due(smtp_url: str, sender: str) -> Counter[State]:
    """Send until nothing is due or the server is away; how many ended in which state.

    One round at a time in a process, so that a slow server cannot take every thread of it.
    """
    done: Counter[State] = Counter()
    if not _one_at_a_time.acquire(blocking=False):
        return done
    try:
        with Mail(smtp_url, sender) as mail:
            while not mail.away and (claimed := outbox.claim(limit=1)):
                state = _send(claimed[0], mail if smtp_url else None)
                outbox.settle(claimed[0], state)
                done[state] += 1
    finally:
        _one_at_a_time.release()
    return done


def _send(message: Claimed, mail: Mail | None) -> State:
    """Without a mail server (DEMO only) the inbox alone tells: skipped, never sent years later."""
    if mail is None:
        return State.SKIPPED
    address, language = _whom(message)
    if address is None:
        return State.DEAD
    text = words(message.kind, language, message.key, message.due_at)
    return mail.send(address, text, message.key, language)


def _whom(message: Claimed) -> tuple[str | None, str]:
    """Address and language as they are at this moment: a withdrawn contact is honoured."""
    with db.transaction():
        person = db.session.scalars(
            sa.select(Person)
            .where(Person.id == message.person_id)
            .execution_options(populate_existing=True)
        ).one()
        return person.address(), person.language


def main() -> int:
    """`reminders send`: one round now, its counts as JSON."""
    with flask_app().app_context():
        counts = send_due(settings().SMTP_URL, settings().MAIL_FROM)
    sys.stdout.write(json.dumps({state.value: counts[state] for state in counts}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
