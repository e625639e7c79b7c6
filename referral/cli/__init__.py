"""Commands for operators: each a thin door to an action."""

from flask import Flask


def register(app: Flask) -> None:
    """Hang the commands on the app."""
