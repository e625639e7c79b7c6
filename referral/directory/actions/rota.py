"""The rota of a desk: turns, absences with a stand-in, phone and deputy."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.directory.actions import standing
from referral.directory.models import Absence, Desk, Duty, Unit
from referral.directory.queries import may_lead, may_plan, staff, unit
from referral.errors import Missing, Refused
from referral.policy import Actor


@action("duty.planned")
def put_on_duty(at: Unit, *, person_id: UUID, since: datetime, until: datetime, by: Actor) -> Unit:
    """Give somebody of the unit a turn at its desk."""
    _planning(at, by)
    _member(at.id, person_id)
    overlapping = sa.select(Duty.id).where(
        Duty.person_id == person_id, Duty.since < until, Duty.until > since
    )
    if db.session.scalar(overlapping.limit(1)):
        raise Refused("duty.overlaps")
    db.session.add(Duty(unit_id=at.id, person_id=person_id, since=since, until=until))
    return at


@action("duty.ended")
def end_turn(turn_id: UUID, *, by: Actor) -> Unit:
    """Take a turn off the rota; of one that has begun the part up to now stays written."""
    turn = db.session.get(Duty, turn_id)
    at = unit(turn.unit_id) if turn else None
    if turn is None or at is None or turn.until <= db.now():
        raise Missing
    _planning(at, by)
    db.session.delete(turn)
    db.session.flush()
    if turn.since < db.now():
        past = {"unit_id": at.id, "person_id": turn.person_id}
        db.session.add(Duty(**past, since=turn.since, until=db.now()))
    return at


@action("absence.told")
def go_away(
    at: Unit, *, person_id: UUID, since: datetime, until: datetime,
    stand_in_id: UUID | None, by: Actor,
) -> Unit:  # fmt: skip
    """Say that one is away, or as the unit's head that somebody is; a later word replaces it.

    Whoever stands in works meanwhile on the cases that the absent one manages.
    """
    _own_or_led(at, person_id, by)
    _member(at.id, person_id)
    if stand_in_id is not None:
        _member(at.id, stand_in_id)
        if stand_in_id == person_id:
            raise Refused("absence.own_stand_in")
    _take_back(person_id)
    _write(person_id, since, until, stand_in_id, by)
    return at


@action("absence.ended")
def come_back(at: Unit, *, person_id: UUID, by: Actor) -> Unit:
    """Back at work, or not leaving after all."""
    _own_or_led(at, person_id, by)
    _member(at.id, person_id)
    _take_back(person_id)
    return at


@action("desk.changed")
def change_desk(at: Unit, *, phone: str, deputy_id: UUID | None, approves: bool, by: Actor) -> Desk:
    """Set the desk's phone and deputy, and whether its head looks at what is sent; he does."""
    if not may_lead(by, at):
        raise Refused("head.only")
    if deputy_id is not None:
        _member(at.id, deputy_id)
    at.desk.phone, at.desk.deputy_id, at.desk.approves = phone, deputy_id, approves
    return at.desk


@action("desk.relieved")
def relieve(at: Unit, *, leaver: UUID, by_whom: UUID, by: Actor) -> Unit:
    """The leaver's turns that have not ended, and his places as deputy and stand-in, pass on."""
    if not may_lead(by, at):
        raise Refused("head.only")
    if at.desk is not None and at.desk.deputy_id == leaver:
        at.desk.deputy_id = by_whom
    now = db.now()
    turns = sa.select(Duty).where(Duty.person_id == leaver, Duty.until > now)
    for turn in db.session.scalars(turns).all():
        since, until = max(turn.since, now), turn.until
        end_turn(turn.id, by=by)
        db.session.add(Duty(unit_id=at.id, person_id=by_whom, since=since, until=until))
    stood_in = sa.select(Absence).where(Absence.stand_in_id == leaver, Absence.until > now)
    for absence in db.session.scalars(stood_in).all():
        db.session.delete(absence)
        other = by_whom if by_whom != absence.person_id else None
        _write(absence.person_id, absence.since, absence.until, other, by)
    return at


def _planning(at: Unit, by: Actor) -> None:
    if not may_plan(by, at):
        raise Refused("desk.other_unit")


def _own_or_led(at: Unit, person_id: UUID, by: Actor) -> None:
    if by.id != person_id and not may_lead(by, at):
        raise Refused("head.only")


def _member(unit_id: UUID, person_id: UUID) -> None:
    if person_id not in {member.id for member in staff([unit_id])}:
        raise Refused("duty.not_staff")


def _take_back(person_id: UUID) -> None:
    """End what is open; of an absence that has begun the part up to now stays written."""
    now = db.now()
    still = sa.select(Absence).where(Absence.person_id == person_id, Absence.until > now)
    for absence in db.session.scalars(still).all():
        db.session.delete(absence)
        db.session.flush()
        if absence.since < now:
            told = {"person_id": person_id, "stand_in_id": absence.stand_in_id}
            db.session.add(Absence(**told, since=absence.since, until=now))


def _write(
    person_id: UUID, since: datetime, until: datetime, stand_in_id: UUID | None, by: Actor
) -> None:
    absence = Absence(person_id=person_id, since=since, until=until, stand_in_id=stand_in_id)
    db.session.add(absence)
    db.session.flush()
    if stand_in_id is not None:
        standing.let_in(absence, by)
