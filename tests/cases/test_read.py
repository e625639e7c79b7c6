"""Reading: only what a grant holds, and never without its entry."""

import pytest
import sqlalchemy as sa

from referral import db
from referral.audit import AuditEntry
from referral.cases import actions
from referral.policy import Compartment
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")

C = Compartment


def entries(act: str) -> list[int]:
    """The masks of the audit's entries of this act, the newest last."""
    return list(
        db.session.scalars(
            sa.select(AuditEntry.compartments).where(AuditEntry.act == act).order_by(AuditEntry.id)
        )
    )


def test_the_manager_reads_and_it_is_written_down() -> None:
    case, manager = given.open_case()

    opened = actions.read(case, by=manager)

    told = C.IDENTITY | C.STORY | C.ALLEGED | C.REPORTER
    assert opened.mask == told
    assert opened.parts[C.IDENTITY]["name"] == "Kenari Anak"
    assert opened.parts[C.REPORTER]["name"] == "Kenari Bibi"
    assert entries("case.read")[-1] == told


def test_who_holds_no_compartment_reads_nothing_and_leaves_no_entry() -> None:
    case, _manager = given.open_case()
    supervisor = given.acting("dp3a_maros")

    opened = actions.read(given.found(case.id, supervisor), by=supervisor)

    assert opened.parts == {}
    assert entries("case.read") == []


def test_only_what_is_asked_is_opened() -> None:
    case, manager = given.open_case()

    opened = actions.read(case, by=manager, only=C.STORY)

    assert set(opened.parts) == {C.STORY}
    assert entries("case.read")[-1] == C.STORY


def test_notes_and_contacts_come_with_the_story() -> None:
    case, manager = given.open_case()
    actions.add_contact(case, given.contact(), by=manager)
    actions.add_news(case, "Kenari kabar", by=manager)

    assert given.said(case, manager) == ["Kenari kabar", "Kenari kontak"]


def test_a_grant_that_is_only_claimed_opens_no_row() -> None:
    """The mask a page hands over is checked again by row-level security."""
    case, _manager = given.open_case()
    supervisor = given.acting("dp3a_maros")

    opened = actions.read(given.found(case.id, supervisor), by=supervisor, held=C.IDENTITY)

    assert opened.parts == {}
