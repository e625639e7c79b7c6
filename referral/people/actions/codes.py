"""Codes: the one-time codes of the second factor, and those spoken with an invitation."""

import hmac
from base64 import b32encode
from datetime import datetime
from secrets import token_urlsafe

import pyotp

from referral import db, vault

ISSUER = "Sipakainge'"
STEP = 30


def new_nonce() -> str:
    """What a browser keeps while a second factor is being set up: not the secret itself."""
    return token_urlsafe(24)


def secret_of(nonce: str) -> str:
    """The secret that belongs to a set-up under way, as authenticator apps take it."""
    digest = hmac.digest(vault.pepper(), b"totp:" + nonce.encode(), "sha256")
    return b32encode(digest[:20]).decode()


def address_of(nonce: str, username: str) -> str:
    """The ``otpauth:`` address that a QR code carries."""
    return pyotp.TOTP(secret_of(nonce)).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The 30-second step this code is of: the present one or a neighbour, later than ``after``."""
    present = int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in (present, present - 1, present + 1):
        if step > after and hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def code_fits(nonce: str, code: str) -> bool:
    """Whether the app that is being set up shows this code now."""
    return step_of(secret_of(nonce), code, db.now()) is not None


def spoken(hashed: bytes) -> str:
    """The six digits that the inviter tells by voice, for an invitation's token hash."""
    digest = hmac.digest(vault.pepper(), b"spoken:" + hashed, "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
