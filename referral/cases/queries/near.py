"""Accounts that could come across a case, and which of them the report may speak of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.cases.models.told import Known, Relation, ToldBy
from referral.cases.queries.names import alike, fold_name
from referral.directory.models import AreaServed, Desk, Unit
from referral.people.models import Person
from referral.policy import GRANTS, AreaGrant, Compartment, Match, Permission, hidden_from

READERS = [role for role, may in GRANTS.items() if Permission.CASE_READ in may]
CALLED = frozenset(
    fold_name(
        "pak bapak bu ibu om tante kak kakak adik paman bibi nenek kakek saudara tetangga"
        " kepala ketua kades lurah camat dusun desa rt rw polisi guru ustaz imam unit"
    )
)
"""Words that stand before a name, and say of nobody who it is."""
KIN = (ToldBy.PARENT, ToldBy.RELATIVE)
_NUMBER = re.compile(r"(?:\+62|0)[\d .-]{7,}")


@dataclass(frozen=True)
class Near:
    """Such an account: its name and unit, the desk's phone, whether it is of the village."""

    id: UUID
    name: str
    unit: str
    phone: str | None
    village: bool


def open_accounts(case: CaseFile) -> sa.Select[UUID, str, UUID, str]:
    """Active accounts that read cases, in the case's district, its unit and above the district."""
    above = sa.select(AreaGrant.unit_id).where(
        AreaGrant.district_code == case.district_code, AreaGrant.until > db.now()
    )
    near = (Unit.district_code == case.district_code) | (Unit.id == case.unit_id)
    return (
        sa.select(Person.id, Person.name, Unit.id.label("unit_id"), Unit.name.label("unit"))
        .join(Unit, Unit.id == Person.unit_id)
        .where(Person.active, Person.role.in_(READERS), near | Unit.id.in_(above))
        .where(Person.id.not_in(hidden_from(case.id)))
        .order_by(Person.name, Person.id)
    )


def near(case: CaseFile) -> list[Near]:
    """All of them, with what the words of a report are compared to."""
    serves = sa.exists().where(
        AreaServed.unit_id == Unit.id, AreaServed.area_code == case.area_code
    )
    found = open_accounts(case).outerjoin(Desk, Desk.unit_id == Unit.id)
    rows = db.session.execute(found.add_columns(Desk.phone, serves))
    return [Near(row[0], row[1], row[3], row[4], row[5]) for row in rows]


Docs = Mapping[Compartment, Mapping[str, Any]]


def spoken_of(docs: Docs, among: list[Near]) -> Iterator[tuple[UUID, Match]]:
    """Who of them the report may mean, and by what: for a person to look at, never a verdict."""
    feared = docs.get(Compartment.ALLEGED, {})
    who = str(feared.get("who", ""))
    official = feared.get("official") == Known.YES or feared.get("relation") == Relation.OFFICIAL
    numbers = {_digits(one) for one in _NUMBER.findall(who)}
    kin, kept_from = _beside(docs)
    for one in among:
        name = _named(one.name)
        said = _named(who)
        if _same(name, said) or ((official or one.village) and alike(said, name)):
            yield one.id, Match.NAME
        elif one.phone and _digits(one.phone) in numbers:
            yield one.id, Match.PHONE
        elif len(set(said) & set(_named(one.unit))) > 1:
            yield one.id, Match.UNIT
        elif official and one.village:
            yield one.id, Match.VILLAGE
        elif _same(name, _named(kept_from)):
            yield one.id, Match.KEPT_FROM
        elif any(_same(name, _named(relative)) for relative in kin):
            yield one.id, Match.KIN


def _beside(docs: Docs) -> tuple[list[str], str]:
    """The child's kin as named, and who must not know."""
    child, teller = docs.get(Compartment.IDENTITY, {}), docs.get(Compartment.REPORTER, {})
    kin = [str(child.get("guardian", ""))]
    if teller.get("kind") in KIN:
        kin.append(str(teller.get("name", "")))
    return kin, str(child.get("safe_contact", {}).get("keep_from", ""))


def _named(text: str) -> list[str]:
    return [word for word in fold_name(text) if word not in CALLED]


def _same(name: list[str], said: list[str]) -> bool:
    """Every word of an account's name is said; one word alone only where nothing else is."""
    return bool(name) and set(name) <= set(said) and (len(name) > 1 or said == name)


def _digits(number: str) -> str:
    return "".join(re.findall(r"\d", number.replace("+62", "0", 1)))
