"""Folders and the system account of a server that refuses to run as root."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from worker.embedded.server import StartError, group_of, until

ALREADY_THERE = 9


def make_account(user: str) -> None:
    """A system account without home, shell or password; another start may make it meanwhile."""
    if _known(user):
        return
    options = ["--system", "--user-group", "--no-create-home", "--home-dir=/nonexistent"]
    made = subprocess.run(
        ["/usr/sbin/useradd", *options, "--shell=/usr/sbin/nologin", user],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode not in (0, ALREADY_THERE) or not until(lambda: _known(user), 5):
        raise StartError(f"cannot make the system user {user}: {made.stderr.strip()}")


def _known(user: str) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam(user))
    return False


def own_folder(path: Path, user: str | None) -> None:
    """A folder of mode 0700 that belongs to the user; refuses one that somebody else made."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = path.lstat()
    wanted = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (wanted, os.geteuid()):
        raise StartError(f"{path} belongs to somebody else")
    path.chmod(0o700)
    if user:
        shutil.chown(path, user, group_of(user))


def open_the_way(path: Path) -> None:
    """Let other accounts pass through (not list) the folders above, and say so."""
    for parent in path.absolute().parents:
        mode = stat.S_IMODE(parent.stat().st_mode) if parent.exists() else stat.S_IXOTH
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
            sys.stderr.write(f"chmod o+x {parent}: PostgreSQL's own user must pass through it\n")
