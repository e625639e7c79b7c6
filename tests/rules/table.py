"""The tables written by hand, read: who sees which part and door, and what a route needs."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """What one person has of one case."""

    parts: frozenset[str] = frozenset()
    doors: frozenset[str] = frozenset()


NOTHING = Row()


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text().splitlines()
    return [line.split("#")[0].rstrip() for line in text if line.split("#")[0].strip()]


def _matrix() -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = {}
    for line in _lines("matrix.txt"):
        if line.startswith("["):
            act = found.setdefault(line.strip("[]"), {})
            continue
        names, parts, doors = line.split("|")
        for name in names.split():
            assert name not in act, f"{name} stands twice: {line}"
            act[name] = Row(frozenset(parts) - {" ", "-"}, frozenset(doors) - {" ", "-"})
    return found


MATRIX = _matrix()
DOORS = {
    f"{method} {rule}": frozenset(roles)
    for method, rule, *roles in (line.split() for line in _lines("doors.txt"))
}
WAYS = {
    f"{method} {rule}": tuple(needs)
    for methods, rule, *needs in (line.split() for line in _lines("ways.txt"))
    for method in methods.split("+")
}
"""What a route needs: the door without which there is nothing (404), the one to act (409)."""
