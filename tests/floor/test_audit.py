"""Audit: one entry a fact, none for what was undone, and no change goes unnoticed."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import sqlalchemy as sa

from referral import audit, db
from referral.audit import AuditEntry, action
from referral.errors import Refused, Repeated
from referral.policy import Actor


class Thing:
    """A record as an action returns it."""

    def __init__(self) -> None:
        self.id = uuid4()


@action("thing.made")
def make_thing(*, by: Actor, fail: bool = False) -> Thing:
    assert by.id
    if fail:
        raise Refused("step.not_open")
    return Thing()


def entries() -> list[AuditEntry]:
    return list(db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "thing.made")))


def test_an_action_writes_one_entry_with_who_and_what(acting: Callable[[str], Actor]) -> None:
    who = acting("mk_maros")
    thing = make_thing(by=who)
    (entry,) = entries()
    assert (entry.person_id, entry.about_id) == (who.id, thing.id)


def test_a_refused_action_leaves_no_entry(acting: Callable[[str], Actor]) -> None:
    with pytest.raises(Refused):
        make_thing(by=acting("mk_maros"), fail=True)
    assert entries() == []


def test_a_repeated_form_has_one_effect(acting: Callable[[str], Actor]) -> None:
    who, key = acting("mk_maros"), uuid4()
    audit.answering(key, b"same")
    first = make_thing(by=who)
    audit.answering(key, b"same")
    with pytest.raises(Repeated) as repeat:
        make_thing(by=who)
    assert repeat.value.about == first.id
    audit.answering(key, b"other words")
    with pytest.raises(Refused):
        make_thing(by=who)
    assert len(entries()) == 1


def test_nobody_writes_an_entry_in_another_name(acting: Callable[[str], Actor]) -> None:
    other = acting("kepala_maros")
    acting("mk_maros")
    with pytest.raises(sa.exc.ProgrammingError):
        make_thing(by=other)
