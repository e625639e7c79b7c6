"""Where a page of the board ended, so that the next one goes on behind it, whatever moved."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LAST = UUID(int=2**128 - 1)
Bound = tuple[datetime, UUID]
"""A limit and an id: what stands behind it comes later in the order of the index."""


def instants(at: datetime) -> int:
    """A moment in the database's own grain, microseconds."""
    return (at - EPOCH) // INSTANT


@dataclass(frozen=True)
class Cursor:
    """The first page's time, the last line's mark in the order, and its id."""

    at: datetime
    mark: int
    id: UUID

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read back what ``str`` wrote; None for anything else."""
        try:
            at, mark, last = text.split("~")
            cursor = cls(EPOCH + int(at) * INSTANT, int(mark), UUID(last))
            cursor.after_limit()
            cursor.after_harm(1)
        except (ValueError, OverflowError):
            return None
        return cursor

    def __str__(self) -> str:
        return f"{instants(self.at)}~{self.mark}~{self.id.hex}"

    def after_harm(self, weight: int) -> Bound:
        """The bound behind which, at this weight, lies less harm than the mark."""
        late, rest = divmod(self.mark, weight)
        limit = self.at - late * INSTANT
        return (limit - INSTANT, LAST) if rest else (limit, self.id)

    def after_limit(self) -> Bound:
        """The bound where the mark is a limit."""
        return EPOCH + self.mark * INSTANT, self.id
