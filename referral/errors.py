"""The ways the domain says no: a refused step, a missing thing, a repeated form."""

from datetime import datetime
from uuid import UUID


class Refused(Exception):  # noqa: N818 - the domain's word, see docs/decisions.md
    """A rule says no (409); ``key`` names the sentence, ``facts`` fill it."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class SignInFirst(Exception):  # noqa: N818
    """A form came when its session had ended; ``kept`` is the sealed form."""

    def __init__(self, kept: str) -> None:
        super().__init__("sign in first")
        self.kept = kept


class Missing(Exception):  # noqa: N818
    """Not there for you (404): the same answer for 'does not exist' and 'may not see'."""


class Stopped(Exception):  # noqa: N818
    """Too much was read in an hour (429): until when, and who may lift it."""

    def __init__(self, until: datetime, who: list[str]) -> None:
        super().__init__("stopped")
        self.until = until
        self.who = who


class Repeated(Exception):  # noqa: N818
    """The same form came twice: its one effect is the record ``about``."""

    def __init__(self, about: UUID | None) -> None:
        super().__init__("repeated")
        self.about = about
