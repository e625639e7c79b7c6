"""E-mail by SMTP: one connection a round, short timeouts, one Message-ID for every try."""

import logging
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
)
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit
from uuid import UUID

from referral.outbox import State
from worker.channels.words import Words

CONNECT, ANSWER = 5.0, 15.0
_log = logging.getLogger(__name__)
HERE = ("127.0.0.1", "localhost", "::1")


class Mail:
    """A connection to the server of ``SMTP_URL``, opened by the first message of a round.

    ``away``: the server could not be used; nothing is wrong with the messages.
    """

    def __init__(self, url: str, sender: str) -> None:
        self.parts = urlsplit(url)
        self.sender = sender
        self.away = False
        self._smtp: SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def send(self, address: str, words: Words, key: UUID, language: str) -> State:
        """Sent, dead (refused for good) or failed (refused for now, or the server is away)."""
        try:
            message = self._message(address, words, key, language)
        except ValueError:
            return State.DEAD
        try:
            self._server().send_message(message, self.sender, [address])
        except SMTPRecipientsRefused as refused:
            return _verdict(refused.recipients[address][0])
        except SMTPDataError as refused:
            return _verdict(refused.smtp_code)
        except SMTPNotSupportedError:
            return State.DEAD
        except (SMTPException, OSError) as error:
            _log.warning("mail: the server is away: %s", type(error).__name__)
            self.away = True
            self._hang_up()
            return State.FAILED
        return State.SENT

    def _message(self, address: str, words: Words, key: UUID, language: str) -> EmailMessage:
        message = EmailMessage()
        message["From"] = f"Sipakainge' <{self.sender}>"
        message["To"] = address
        message["Subject"] = words.subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = f"<{key}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = language
        message.set_content(words.body + "\n")
        return message

    def _server(self) -> SMTP:
        if self._smtp is None:
            self._smtp = self._dial()
            self._enter(self._smtp)
        return self._smtp

    def _dial(self) -> SMTP:
        host, port = self.parts.hostname or "", self.parts.port or 0
        if self.parts.scheme == "smtps":
            smtp: SMTP = SMTP_SSL(host, port, timeout=CONNECT, context=ssl.create_default_context())
        else:
            smtp = SMTP(host, port, timeout=CONNECT)
        if smtp.sock is not None:
            smtp.sock.settimeout(ANSWER)
        return smtp

    def _enter(self, smtp: SMTP) -> None:
        """Encrypted wherever a network lies between; a password never goes out in the clear."""
        smtp.ehlo()
        safe = self.parts.scheme == "smtps" or self.parts.hostname in HERE
        if not safe and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            safe = True
        if not self.parts.username:
            return
        if not safe:
            raise SMTPException("the server offers no encryption for the password")
        smtp.login(unquote(self.parts.username), unquote(self.parts.password or ""))

    def _hang_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (SMTPException, OSError):
                smtp.close()


def _verdict(code: int) -> State:
    return State.DEAD if 500 <= code < 600 else State.FAILED  # noqa: PLR2004 - SMTP's own classes
