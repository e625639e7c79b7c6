"""A real SMTP server that keeps what it is given, and refuses on demand."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """``answers`` maps an address to what RCPT TO is answered; ``got`` is what was taken."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.got: list[EmailMessage] = []
        self.after_data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's names
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        if self.after_data.startswith("2"):
            self.got.append(message)
        return self.after_data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(sink: Sink, host: str = "127.0.0.1", **options: Any) -> Iterator[str]:
    """The sink at an address of ours."""
    controller = Controller(sink, hostname=host, port=free_port(), **options)
    controller.start()
    try:
        yield f"{host}:{controller.port}"
    finally:
        controller.stop()
