"""The wheel mirrors the tree: started elsewhere it finds templates, migrations and built files."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

WHERE = """
import referral.app
root = referral.app.ROOT
for name in ("templates/layout.html", "migrations/env.py", "referral/static/manifest.json"):
    assert (root / name).is_file(), name
print(root)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with the locked build program, without fetching anything."""
    folder = tmp_path_factory.mktemp("dist")
    argv = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(argv, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_it_holds_what_the_service_needs_and_no_sources_of_the_front_end(wheel: Path) -> None:
    held = names(wheel)

    assert {"config.py", "wsgi.py", "templates/layout.html", "migrations/env.py"} <= held
    assert any(name.startswith("referral/static/app.") for name in held)
    assert not [name for name in held if name.startswith(("referral/static_src", "tests", "var"))]


def test_unpacked_elsewhere_it_finds_its_folders(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")

    done = subprocess.run(
        [sys.executable, "-c", WHERE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.strip() == str(tmp_path / "site")
