"""What is put back into its own sealed cell opens as ever; a deep verification finds it."""

import pytest
import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.cases.models import Story
from referral.policy import Actor
from tests.referrals import given
from tests.worker.house import House
from tests.worker.test_commands import Shell, shell

__all__ = ["shell"]
STORED = "SELECT sealed FROM case_story"


@action("thing.made")
def rewrite(*, by: Actor) -> Story:
    """The same words again, by a verb as people cause them."""
    assert by.id
    story = db.session.scalars(sa.select(Story)).one()
    story.put(story.take_out())
    return story


@pytest.fixture
def former(house: House) -> bytes:
    """The story's cell, before it was written again."""
    house.clean()
    with house.web():
        given.claimed_report()
        was: bytes = house.sql(STORED)[0].sealed
        rewrite(by=given.acting("piket_maros"))
    assert house.sql(STORED)[0].sealed != was
    return was


def test_the_newest_value_is_where_it_belongs(former: bytes, shell: Shell) -> None:
    assert former
    assert shell("audit", "verify", "--deep").exit_code == 0


def test_a_former_value_is_found(house: House, former: bytes, shell: Shell) -> None:
    house.sql("UPDATE case_story SET sealed = :former", former=former)
    assert shell("audit", "verify").exit_code == 0
    found = shell("audit", "verify", "--deep")
    assert (found.exit_code, "case_story:" in found.stderr) == (1, True)


@pytest.mark.usefixtures("former")
def test_a_value_that_nobody_wrote_is_found(house: House, shell: Shell) -> None:
    house.sql("UPDATE case_identity SET sealed = '\\x01'")
    found = shell("audit", "verify", "--deep")
    assert (found.exit_code, "case_identity:" in found.stderr) == (1, True)
