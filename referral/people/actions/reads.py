"""Read budgets: who opens many children's identities is seen at thirty, and stopped at sixty."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from referral import audit, db, outbox
from referral.audit import action
from referral.errors import Missing, Refused, Stopped
from referral.people import queries
from referral.people.models import ReadAlert
from referral.policy import ALERTED, STOPPED, Actor, Compartment

IDENTITY = Compartment.IDENTITY


def opened(act: str, *, by: Actor, about: object, compartments: Compartment) -> None:
    """Write down what was opened, in the transaction that opened it.

    The thirtieth child's identity within an hour tells who stands above and the auditor, once in
    that hour. Raises ``Stopped`` at the sixty-first, unless somebody above has lifted it.
    """
    if not compartments & IDENTITY:
        audit.write(act, by=by, about=about, compartments=compartments)
        return
    many = audit.write_counting(act, by=by, about=about, compartments=compartments, bit=IDENTITY)
    if many >= ALERTED:
        _alert(by)
    if many > STOPPED and not queries.lifted(by.id):
        who = [one.name for one in queries.above(by)]
        raise Stopped(queries.stopped_until(by), who)


def _alert(by: Actor) -> None:
    now = db.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    row = {"person_id": by.id, "hour": hour, "at": now}
    new = db.session.scalar(
        pg.insert(ReadAlert)
        .values(id=sa.func.gen_random_uuid(), **row)
        .on_conflict_do_nothing()
        .returning(ReadAlert.id)
    )
    if new is not None:
        people = [one.id for one in queries.above(by)] + queries.auditors()
        outbox.post("reads_many", to=people, case_id=None, key=str(new), urgent=True)


@action("person.reads_lifted")
def lift_reads(id: UUID, words: str, *, by: Actor) -> ReadAlert:
    """Let somebody below read on for a day; never oneself."""
    alert = db.session.get(ReadAlert, id, with_for_update=True)
    if alert is None or id not in {one.alert.id for one in queries.alerted(by)}:
        raise Missing
    if alert.lifted_at is not None:
        raise Refused("step.not_open")
    alert.lift(words, by=by.id)
    outbox.post("reads_lifted", to=[alert.person_id], case_id=None, key=str(alert.id))
    return alert
