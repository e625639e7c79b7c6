"""A ciphertext in any place but its own is refused: between rows, tables, keys and compartments."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag

from referral import db, policy, vault
from referral.policy import Basis
from tests import make

SWAPS, SEED, CASES, ROWS = 10_000, 3, 12, 3
LABELS = (
    "case_identity", "case_story", "case_health", "case_alleged", "case_online", "case_place",
    "case_reporter", "case_note", "case_record", "contact", "case_goal", "referral_text",
    "break_glass",
)  # fmt: skip
STAFF = ("contact", "totp", "mail")


class Cell(NamedTuple):
    """Where a value lies: its key, its table, its row."""

    key: UUID
    table: str
    row: UUID


@pytest.fixture
def cells(session: object) -> dict[Cell, bytes]:
    """Sealed values of a dozen cases, each under keys of its own."""
    assert session
    who, found = make.acting("relawan_maros"), dict[Cell, bytes]()
    for _case in range(CASES):
        case = uuid4()
        policy.grant(case, basis=Basis.OPENED, to=who.id)
        keys = [case, uuid4()]
        for key in keys:
            vault.new_key(key, case)
        for table in LABELS:
            for row in (case, *(uuid4() for _row in range(ROWS - 1))):
                cell = Cell(case if table in LABELS[:7] else keys[1], table, row)
                found[cell] = vault.seal(*cell, {"words": str(cell.row)})
    return found


def swaps(cells: dict[Cell, bytes]) -> Iterator[tuple[Cell, Cell]]:
    """A value, and another place: of each kind in which two places can differ, by turns."""
    chance, every = Random(SEED), list(cells)  # noqa: S311 - always the same
    while True:
        one, other = chance.sample(every, 2)
        yield one, one._replace(row=other.row)
        yield one, one._replace(table=other.table)
        yield one, one._replace(key=other.key)
        yield one, other


def test_ten_thousand_swaps_are_refused(cells: dict[Cell, bytes]) -> None:
    tried = opened = 0
    for one, place in swaps(cells):
        if one == place:
            continue
        tried += 1
        try:
            vault.unseal(*place, cells[one])
        except InvalidTag:
            pass
        else:
            opened += 1
        if tried == SWAPS:
            break
    assert (tried, opened) == (SWAPS, 0)


def test_each_opens_in_its_own_place(cells: dict[Cell, bytes]) -> None:
    assert len(cells) == CASES * ROWS * len(LABELS)
    for cell, blob in cells.items():
        assert vault.unseal(*cell, blob) == {"words": str(cell.row)}


def test_the_key_of_another_is_refused(cells: dict[Cell, bytes]) -> None:
    rows = list(db.session.scalars(db.sqla.select(vault.DataKey)))
    assert len(rows) == 2 * CASES
    for one in rows:
        for other in rows:
            if one is not other:
                with pytest.raises(InvalidTag):
                    vault.unwrap(other.id, other.case_id, one.wrapped, one.kek_id)
    assert cells


def test_what_belongs_to_staff_opens_for_nobody_else() -> None:
    people = [uuid4() for _person in range(30)]
    for person in people:
        for label in STAFF:
            blob = vault.seal_person(person, label, {"words": "x"})
            for other in (uuid4(), *people):
                for elsewhere in STAFF:
                    if (other, elsewhere) != (person, label):
                        with pytest.raises(InvalidTag):
                            vault.unseal_person(other, elsewhere, blob)
