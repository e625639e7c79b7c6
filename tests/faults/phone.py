"""A phone on a bad network: one request at a time, and what was acknowledged to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from tests.pages import HIDDEN

SECONDS = 10


class AwayError(Exception):
    """No answer, or one that says: not now."""


class _StayHere(HTTPRedirectHandler):
    """Gives the 303 itself: it is the acknowledgement."""

    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    to: str
    text: str

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms; of one name the last."""
        return {name: unescape(value) for name, value in HIDDEN.findall(self.text)}


class Phone:
    """One person's cookies."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = build_opener(HTTPCookieProcessor(), _StayHere())

    def ask(self, path: str, fields: Mapping[str, object] | None = None) -> Answer:
        """One request; raises ``AwayError``."""
        data = urlencode(fields, doseq=True).encode() if fields is not None else None
        try:
            with self._opener.open(f"{self.url}{path}", data, SECONDS) as got:
                return Answer(got.status, "", got.read().decode())
        except HTTPError as error:
            with error:
                text, to = error.read().decode(), error.headers.get("Location", "")
            if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise AwayError from error
            return Answer(error.code, to, text)
        except (OSError, HTTPException) as error:
            raise AwayError from error

    def sign_in(self, username: str) -> None:
        """Through the demo's door."""
        token = self.ask("/sign-in").hidden["csrf_token"]
        done = self.ask("/sign-in/demo", {"csrf_token": token, "username": username})
        assert done.status == HTTPStatus.SEE_OTHER, done
