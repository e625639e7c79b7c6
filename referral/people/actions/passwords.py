"""Password hashes: Argon2id over a peppered digest, one at a time."""

import hmac
import unicodedata
from base64 import b64encode
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from referral import vault

_hasher = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
_one_at_a_time = Lock()
_NOBODYS = (
    "$argon2id$v=19$m=47104,t=2,p=1$c2lwYWthaW5nZS1ub2JvZA"
    "$bm9ib2R5LWhhcy1ldmVyLWhhZC10aGlzLXBhc3N3b3I"
)
"""A hash of no password: checking against it takes as long as against anyone's."""


def new_hash(password: str) -> str:
    """What is stored of a password; 46 MiB of memory while it is made."""
    with _one_at_a_time:
        return _hasher.hash(_peppered(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; just as slow where there is none."""
    with _one_at_a_time:
        try:
            return _hasher.verify(stored or _NOBODYS, _peppered(password)) and stored is not None
        except VerificationError:
            return False


def _peppered(password: str) -> bytes:
    """Bound to the key file, so that hashes alone cannot be guessed at; 44 letters."""
    text = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return b64encode(hmac.digest(vault.pepper(), b"password:" + text, "sha256"))
