"""Laws of the house that a reader of the source can see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for f in ("referral", "worker") for p in (ROOT / f).rglob("*.py"))
OURS = [*SOURCES, ROOT / "config.py", ROOT / "wsgi.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def places(pattern: str, files: list[Path] = SOURCES) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_there_is_one_commit_in_the_code() -> None:
    found = places(r"\.commit\(")
    assert [place.split(":")[0] for place in found] == ["referral/db.py"], found


def writes_of_status(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign):
            for target in ast.walk(ast.Tuple(elts=node.targets, ctx=ast.Store())):
                written = isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store)
                if written and getattr(target, "attr", "") in ("status", "status_since"):
                    yield node.lineno


def test_status_is_written_in_one_place() -> None:
    found = {path.name: list(writes_of_status(path)) for path in SOURCES}
    assert [name for name, lines in found.items() if lines] == ["lifecycle.py"], found


def test_the_actor_is_never_set_for_a_whole_session() -> None:
    assert not places(r"\bSET (SESSION )?app\.|set_config\([^)]*,\s*false\)", OURS)


def test_no_message_carries_work() -> None:
    assert not places(r"\.(delay|apply_async)\(|\beta=|\bcountdown=", OURS)


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 250
    long = {
        f.name: f.end_lineno - f.lineno + 1
        for f in functions(path)
        if f.end_lineno and f.end_lineno - f.lineno >= 30
    }
    assert not long


@pytest.mark.parametrize("path", TESTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_tests_stay_small_and_never_sleep(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 250
    assert not re.search(
        r"\btime\.sleep\(|\bpytest\.(mark\.)?skip|unittest\.mock|monkeypatch\.setattr\(", text
    ) or path == Path(__file__)


def test_every_module_says_what_it_owns() -> None:
    silent = [
        str(p.relative_to(ROOT)) for p in OURS if not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert not silent


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    code = "\n".join(p.read_text() for p in OURS) + "\n".join(
        p.read_text() for p in folder.rglob("*.html")
    )
    unused = [
        name
        for p in sorted(folder.rglob("*.html"))
        if (name := str(p.relative_to(folder))) not in code and not name.startswith("errors/")
    ]
    assert not unused


def test_a_slice_holds_only_the_agreed_rooms() -> None:
    rooms = {"__init__", "models", "queries", "actions", "forms", "views"}
    extra = {
        "reminders": {
            "clocks",
            "digest",
            "kinds",
            "ladder",
            "limits",
            "shipped",
            "standing",
            "table",
            "tick",
        },
        "intake": {"signs"},
        "directory": {"data"},
    }
    for name in ("directory", "people", "reminders", "cases", "referrals", "intake", "reports"):
        found = {
            p.stem for p in (ROOT / "referral" / name).iterdir() if not p.name.startswith("__p")
        }
        assert found <= rooms | extra.get(name, set()), name
