"""Every dependency is locked by hash, and the repository names no host."""

from pathlib import Path

import pytest

from tests.setup import locks


def test_the_repository_is_clean() -> None:
    assert locks.problems(locks.ROOT) == []


def test_both_locks_hold_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        lines = (locks.ROOT / name).read_text().splitlines()
        return {line for line in lines if "==" in line}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize(
    "line",
    [
        "flask==3.1.3",
        "flask>=3 \\\n    --hash=sha256:" + "0" * 64,
        "flask==3.1.3 \\\n    --hash=md5:0",
        "--index-url somewhere",
        "flask @ file:///tmp/flask.whl",
    ],
)
def test_a_loose_requirement_is_found(line: str) -> None:
    assert len(locks.unpinned(f"# comment\n{line}\n")) == 1


def test_an_address_is_found_and_a_namespace_is_not() -> None:
    host = "packages.host.tld"
    text = f"see https://{host}/x and http://www.w3.org/2000/svg on http://127.0.0.1:8000"

    assert locks.addresses(text) == [host]


def test_a_package_without_hash_is_found() -> None:
    assert locks.unhashed('{"packages": {"": {}, "node_modules/x": {}}}') == ["node_modules/x"]


def test_what_npm_adds_is_taken_out(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    lock.write_text('{"packages": {"a": {"resolved": "x", "funding": {}, "integrity": "y"}}}')

    locks.strip(lock)

    assert "resolved" not in lock.read_text()
    assert locks.unhashed(lock.read_text()) == []
