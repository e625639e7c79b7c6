"""A mail server of the test run: a real SMTP conversation, and what it was given."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Letter:
    """One mail as it came over the wire."""

    to: str
    mail: EmailMessage

    @property
    def text(self) -> str:
        """Every word of it: headers and body."""
        body = self.mail.get_body(("plain",))
        return f"{self.mail}\n{body.get_content() if body else ''}"


class PostOffice:
    """Takes every mail for as long as it is open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"smtp://127.0.0.1:{port}"
        self.letters: list[Letter] = []
        self._controller: Controller | None = None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Aiosmtpd's door: keep it, one letter for each receiver."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [Letter(to, mail) for to in envelope.rcpt_tos]
        return "250 OK"

    def open(self) -> None:
        """Begin to listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Stop; does nothing where it never began."""
        if self._controller is not None:
            self._controller.stop()

    def to(self, username: str) -> list[Letter]:
        """The letters of one person of the cast."""
        return [letter for letter in self.letters if letter.to.split("@")[0] == username]
