"""Builds referral/static from the sources beside it: names by content, packed for the wire."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import brotli

SOURCES = Path(__file__).resolve().parent
ROOT = SOURCES.parents[1]
TARGET = SOURCES.parent / "static"
PROGRAMS = ROOT / "node_modules" / ".bin"
SASS = ("sass", "--quiet", "--no-source-map", "--style=compressed", "--load-path=node_modules")
SCRIPT = ("esbuild", "--bundle", "--minify", "--target=es2020", "--log-level=warning")
NOT_OURS = (b"@font-face", b"GDS Transport")
PACKED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}


def built(path: Path) -> bytes:
    """The bytes to serve for one source file."""
    if path.suffix == ".scss":
        css = _run(*SASS, str(path))
        for phrase in NOT_OURS:
            if phrase in css:
                sys.exit(f"{path.name}: holds {phrase.decode()}, which is not ours to use")
        return css
    return _run(*SCRIPT, str(path)) if path.suffix == ".js" else path.read_bytes()


def _run(program: str, *arguments: str) -> bytes:
    try:
        return subprocess.check_output([PROGRAMS / program, *arguments], cwd=ROOT)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)


def sources() -> list[Path]:
    """Files that become one file each; `_parts` and `parts/` are only imported by them."""
    found = (path for path in SOURCES.rglob("*") if path.is_file() and path.suffix != ".py")
    return sorted(p for p in found if not p.name.startswith("_") and _whole(p))


def _whole(path: Path) -> bool:
    return path.parent == SOURCES or path.suffix not in {".scss", ".js"}


def place(path: Path) -> tuple[str, str]:
    """Write one built file, by its plain name's content hash; give plain and hashed name."""
    plain = path.relative_to(SOURCES)
    plain = plain.with_suffix(".css") if plain.suffix == ".scss" else plain
    content = built(path)
    mark = hashlib.sha256(content).hexdigest()[:12]
    hashed = plain.with_name(f"{plain.stem}.{mark}{plain.suffix}")
    target = TARGET / hashed
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    if plain.suffix in PACKED:
        target.with_name(f"{target.name}.br").write_bytes(brotli.compress(content))
        target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    return plain.as_posix(), hashed.as_posix()


def clear(names: set[str]) -> None:
    """Remove what an earlier build left."""
    kept = {f"{name}{packing}" for name in names for packing in ("", ".br", ".gz")}
    for path in TARGET.rglob("*"):
        if path.is_file() and path.relative_to(TARGET).as_posix() not in kept:
            path.unlink()


def main() -> None:
    names = dict(place(path) for path in sources())
    clear({*names.values(), "manifest.json"})
    fresh = TARGET / "manifest.new"
    fresh.write_text(json.dumps(names, indent=1) + "\n")
    fresh.replace(TARGET / "manifest.json")


if __name__ == "__main__":
    main()
