"""Two kinds of desks help without learning which office asks: no page of the demo tells them."""

from collections.abc import Iterator
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask

from referral.directory.models import Desk, Unit
from referral.people.models import Person
from tests.demo import enter, opened, walk
from tests.servers import Servers

SEARCHES = ("/referrals?q={0}", "/cases?q={0}", "/directory?all=1", "/nothing-here")
MOST = 3
"""Pages of one shape that are opened."""


@pytest.fixture(scope="module")
def app(servers: Servers, worker_id: str) -> Iterator[Flask]:
    """The application with the demo's cases."""
    with opened(servers, f"neutral_{worker_id}") as made:
        yield made


def hidden_from(app: Flask, username: str) -> set[str]:
    """The true names of all other units and desks, and of the people who work there."""
    engine = sa.create_engine(app.config["DATABASE_OWNER_URL"], poolclass=sa.NullPool)
    own = sa.select(Person.unit_id).where(Person.username == username).scalar_subquery()
    with engine.connect() as owner:
        units = owner.scalars(sa.select(Unit.name).where(Unit.id != own))
        desks = owner.scalars(sa.select(Desk.name).where(Desk.unit_id != own))
        people = owner.scalars(sa.select(Person.name).where(Person.unit_id != own))
        return {*units, *desks, *people}


@pytest.mark.parametrize("username", ["guru_maros", "dukcapil_maros"])
def test_no_page_of_a_school_or_registry_names_another_office_or_its_people(
    app: Flask, username: str
) -> None:
    unsaid, client = hidden_from(app, username), enter(app, username)
    assert len(unsaid) > 60
    pages = dict(walk(client.get, MOST))
    for search in SEARCHES:
        address = search.format("R-")
        pages[address] = client.get(address).get_data(as_text=True)
    told = [
        (address, name)
        for address, page in pages.items()
        for name in unsaid
        if name in unescape(page)
    ]
    assert not told
    assert any("Kantor Salewa" in page for page in pages.values())
