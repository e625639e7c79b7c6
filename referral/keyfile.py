"""The key file: the ring of KEKs with its primary, and the separate roots."""

import fcntl
import json
import os
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOTS = ("secret", "audit", "checkpoint", "pepper", "index", "person")


class KeyFileError(Exception):
    """What is wrong with it, never what stands in it."""


@dataclass(frozen=True)
class KeyFile:
    """The one file with every secret of this installation; mode 0400, never in a database."""

    path: Path

    def read(self) -> Mapping[str, Any]:
        """The keys, still in base64; raises KeyFileError where any is missing, weak or readable."""
        try:
            with self.path.open(encoding="ascii") as file:
                mode = os.fstat(file.fileno()).st_mode
                keys = json.load(file)
            ring = {f"kek {number}": key for number, key in keys["kek"].items()}
            named = ring | {root: keys[root] for root in ROOTS}
            weak = [name for name, key in named.items() if _weak(b64decode(key, validate=True))]
            orphan = str(keys["primary"]) not in keys["kek"]
        except OSError as error:
            raise KeyFileError(f"cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeyFileError("is not a key file, or a key is missing from it") from None
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyFileError("can be read by others: give it mode 0400")
        if weak or orphan:
            raise KeyFileError(f"lacks its primary KEK, or a key is weak: {', '.join(weak)}")
        return dict(keys)

    def make(self) -> None:
        """Make it anew; raises FileExistsError rather than replace one."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        roots = {root: _random() for root in ROOTS}
        draft = self._draft({"primary": 1, "kek": {"1": _random()}, **roots})
        try:
            self.path.hardlink_to(draft)
        finally:
            draft.unlink()
            self._settle()

    def add_kek(self) -> int:
        """Add a new primary KEK and keep the former ones, in one step on the disk; its number."""
        keys = self.read()
        number = max(map(int, keys["kek"])) + 1
        ring = {**keys["kek"], str(number): _random()}
        draft, was = self._draft({**keys, "primary": number, "kek": ring}), self.path.stat()
        os.chown(draft, was.st_uid, was.st_gid)
        draft.replace(self.path)
        self._settle()
        return number

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else adds to it meanwhile; raises KeyFileError where somebody does."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise KeyFileError("is being changed by another command") from None
        finally:
            os.close(folder)

    def _settle(self) -> None:
        """The folder too is on the disk: nothing is wrapped by a key that a crash takes back."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _draft(self, keys: Mapping[str, Any]) -> Path:
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(keys, file)
            file.flush()
            os.fsync(file.fileno())
        return draft


def _random() -> str:
    return b64encode(secrets.token_bytes(32)).decode()


def _weak(key: bytes) -> bool:
    """Shorter than 256 bits, or typed by a person: random bytes repeat far less."""
    return len(key) < 32 or len(set(key)) < 16  # noqa: PLR2004
