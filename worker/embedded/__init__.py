"""The servers that come as wheels: data in one folder, reached by Unix socket only."""

from worker.embedded.account import own_folder
from worker.embedded.postgres import Postgres
from worker.embedded.server import Command, StartError, short_folder, until
from worker.embedded.valkey import Valkey

__all__ = ["Command", "Postgres", "StartError", "Valkey", "own_folder", "short_folder", "until"]
