"""Reading what is sealed: the audit entry is committed before a word of it leaves the house."""

from collections.abc import Collection
from itertools import chain
from uuid import UUID

from referral import audit, db, vault
from referral.cases import queries
from referral.cases.models import CaseFile
from referral.cases.queries import Opened
from referral.people import actions as people
from referral.policy import SEALED, Actor, Compartment, compartments


def read(
    case: CaseFile, *, by: Actor, held: Compartment | None = None, only: Compartment = SEALED,
    words: Collection[UUID] = (), plan: bool = False,
) -> Opened:  # fmt: skip
    """Open what the actor's grants hold of the case, ``only`` so much; nothing held, no entry.

    With the words of these contacts, notes, records and results, and the goals of the ``plan``.
    ``held`` spares the look at the grants where the page has read them in this transaction.
    """
    with db.transaction():
        open_to = (compartments(case.id, by) if held is None else held) & only & SEALED
        if not open_to:
            return Opened()
        said = queries.sealed_words(words, case.id)
        keys = queries.keys_of(case.id, open_to)
        vault.load(case.id, *keys, *{row.key_id for row in said})
        parts = queries.open_parts(case.id, open_to)
        goals = queries.open_goals_of(case.id) if plan and open_to & Compartment.STORY else ()
        mask = Compartment.STORY if goals else Compartment.NONE
        opened = queries.open_words(said)
        for bit in (*parts, *(Compartment(row.part) for row in said if row.id in opened)):
            mask |= bit
        people.opened("case.read", by=by, about=case, compartments=mask)
    return Opened(mask, parts, opened, goals, queries.erased_parts(case.id, open_to))


def search(text: str, *, by: Actor) -> list[UUID]:
    """The cases whose child is called alike or reached by this number, among the actor's own.

    The entry says how many were looked through, never what was asked.
    """
    number, wanted = queries.phone(text), queries.meant(text)
    if not number and not any(len("".join(words)) > 1 for words in wanted):
        return []
    with db.transaction():
        seen = queries.known(queries.held(by))
        audit.write("case.searched", by=by, compartments=Compartment.IDENTITY, note=str(len(seen)))
    if number:
        return [child.case_id for child in seen if number in queries.phone(child.phone)]
    return [child.case_id for child in seen if _called(wanted, child.names)]


def _called(wanted: list[list[str]], names: tuple[str, ...]) -> bool:
    """By the name, by another one, or by words of several."""
    own = [queries.sounds(name) for name in names]
    own += [list(chain(*own))] if len(own) > 1 else []
    return any(queries.alike(words, name) for words in wanted for name in own)
