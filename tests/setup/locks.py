"""What is locked, is locked by hash; and no tracked file names a host on the internet."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; .+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")
ADDRESS = re.compile(r"\b(?:https?|ftp|file|git\+\w+)://([A-Za-z0-9.-]+)")
# This machine, names that RFC 2606 keeps for examples, and the names of XML dialects.
ALLOWED = re.compile(
    r"^(localhost|127\.0\.0\.1|(.+\.)?(example|test|invalid)|(.+\.)?example\.(com|org|net)|www\.w3\.org)$"
)
LOCKS = ("pyproject.toml", "package.json", "package-lock.json", "Makefile")


def unpinned(text: str) -> list[str]:
    """Requirements of a lock file that lack an exact version or a hash."""
    joined = re.sub(r"\\\n\s*", "", text)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [line for line in lines if not _locked(line)]


def _locked(line: str) -> bool:
    pin, *hashes = re.split(r"\s+(?=--hash)", line)
    return bool(PIN.match(pin)) and bool(hashes) and all(HASH.match(one) for one in hashes)


def unhashed(package_lock: str) -> list[str]:
    """Packages of package-lock.json without an integrity hash."""
    packages = json.loads(package_lock)["packages"]
    return [name for name, facts in packages.items() if name and "integrity" not in facts]


def addresses(text: str) -> list[str]:
    return [host for host in ADDRESS.findall(text) if not ALLOWED.match(host)]


def problems(root: Path) -> list[str]:
    found = [
        f"{path.name}: {line} has no exact version with hash"
        for path in sorted(root.glob("requirements*.txt"))
        for line in unpinned(path.read_text())
    ]
    lock = (root / "package-lock.json").read_text()
    found += [f"package-lock.json: {name} has no hash" for name in unhashed(lock)]
    for name in _tracked(root):
        text = (root / name).read_text(errors="ignore")
        found += [f"{name}: names the host {host}" for host in addresses(text)]
        if name in LOCKS or name.startswith("requirements"):
            found += [f"{name}: holds an address"] if "://" in text else []
    return found


def _tracked(root: Path) -> list[str]:
    listed = subprocess.check_output(["/usr/bin/env", "git", "ls-files", "-z"], cwd=root, text=True)
    return [name for name in listed.split("\0") if name and (root / name).is_file()]


def strip(path: Path) -> None:
    """Take out of package-lock.json what npm adds for the curious: where to fetch, whom to fund."""
    lock = json.loads(path.read_text())
    for facts in lock["packages"].values():
        facts.pop("funding", None)
        facts.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


def main() -> int:
    if sys.argv[1:] == ["--strip"]:
        strip(ROOT / "package-lock.json")
    found = problems(ROOT)
    sys.stderr.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
