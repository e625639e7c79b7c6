"""A million entries of the audit are verified within fifteen seconds."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic, process_time
from typing import Any
from uuid import UUID

import pytest

from referral import audit
from referral.audit.entries import body_of, link, mac_of
from tests.make import wita
from tests.servers import Servers, settings_for
from tests.worker.house import House

ROWS, MOST_SECONDS = 1_000_000, 15.0
COLUMNS = (
    "at, person_id, unit_id, act, about_id, case_id, compartments, note, digests, mac, place, chain"
)
BEGAN = wita(2026, 1, 1)


def entries() -> Iterator[tuple[Any, ...]]:
    """As the web writes and the sealer chains them; every tenth is a write."""
    head = audit.Head()
    for place in range(1, ROWS + 1):
        case, wrote = UUID(int=place % 5000), place % 10 == 0
        fields = (
            BEGAN + timedelta(seconds=place, microseconds=place % 1000),
            UUID(int=place % 200),
            UUID(int=place % 20),
            "case.recorded" if wrote else "case.read",
            case,
            case,
            12,
            None,
            f"case_story:{case}={place:032x}" if wrote else None,
        )
        mac = mac_of(body_of(fields))
        head = audit.Head(place, link(head.link, place, mac))
        yield (*fields, mac, *head)


@pytest.fixture
def province(servers: Servers, worker_id: str) -> Iterator[House]:
    """A house whose audit is a year of a province long."""
    name = servers.clone(f"million_{worker_id}")
    house = House(settings_for(servers, name))
    house.sql("TRUNCATE audit_entry; ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY")
    with house.owner.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY audit_entry ({COLUMNS}) FROM STDIN") as copy,
        ):
            for row in entries():
                copy.write_row(row)
    house.sql("ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY; ANALYZE audit_entry")
    yield house
    house.close()
    servers.drop(name)


@pytest.mark.prove
def test_a_million_rows_within_fifteen_seconds(province: House) -> None:
    with province.worker():
        began, spent = monotonic(), process_time()
        found = audit.verify()
        seconds = monotonic() - began
    print(f"{found.rows} rows, {seconds:.1f} s, own CPU {process_time() - spent:.1f} s")  # noqa: T201
    assert (found.rows, found.bad) == (ROWS, "")
    assert seconds < MOST_SECONDS
