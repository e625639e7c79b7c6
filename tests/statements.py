"""What a page asks of the database, to be counted or compared."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db

FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""Of a test's transaction, not of the page."""


@contextmanager
def noted(app: Flask) -> Iterator[list[str]]:
    """Every statement of the product that reaches the database from here on."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(FRAME):
            seen.append(statement)

    with app.app_context():
        engine = db.sqla.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The same of the application of this process."""
    with noted(app) as seen:
        yield seen
