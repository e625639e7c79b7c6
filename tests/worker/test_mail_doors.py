"""How the mail server is entered: a password only under a verified seal, or on this machine."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from referral.outbox import State
from tests.worker.sink import Sink, serving
from worker.channels.mail import Mail
from worker.channels.words import Words

ELSEWHERE = "127.0.0.2"
"""Not this machine, as far as the mail channel knows."""


def knows(_server: object, _session: object, _envelope: object, _how: str, said: object) -> object:
    right = isinstance(said, LoginPassword) and said == LoginPassword(b"sipa", b"k@inge")
    return AuthResult(success=right, handled=right)


def send(url: str) -> tuple[State, bool]:
    """How one message ended, and whether the server counts as away."""
    with Mail(url, "dari@sipakainge.example") as mail:
        state = mail.send("ke@maros.example", Words("a", "b"), uuid4(), "id")
        return state, mail.away


@pytest.fixture
def untrusted(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    both = certificate.public_bytes(pem) + key.private_bytes(pem, *plain)
    (tmp_path / "both.pem").write_bytes(both)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "both.pem")
    return context


@pytest.fixture
def sink() -> Sink:
    return Sink()


def test_the_password_of_the_address_is_used(sink: Sink) -> None:
    with serving(sink, authenticator=knows, auth_require_tls=False) as address:
        assert send(f"smtp://sipa:k%40inge@{address}") == (State.SENT, False)
        assert send(f"smtp://sipa:salah@{address}") == (State.FAILED, True)
    assert len(sink.got) == 1


def test_a_password_never_goes_out_in_the_clear(sink: Sink) -> None:
    with serving(sink, ELSEWHERE, authenticator=knows, auth_require_tls=False) as address:
        assert send(f"smtp://sipa:k%40inge@{address}") == (State.FAILED, True)
        assert send(f"smtp://{address}") == (State.SENT, False)
    assert len(sink.got) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(
    sink: Sink, untrusted: ssl.SSLContext
) -> None:
    with serving(sink, ELSEWHERE, tls_context=untrusted) as address:
        assert send(f"smtp://{address}") == (State.FAILED, True)
    with serving(sink, ssl_context=untrusted) as address:
        assert send(f"smtps://{address}") == (State.FAILED, True)
    assert sink.got == []


def test_an_address_that_is_none_harms_nobody_else(sink: Sink) -> None:
    with serving(sink) as place, Mail(f"smtp://{place}", "dari@sipakainge.example") as mail:
        assert mail.send("a@b\nBcc: c@d", Words("a", "b"), uuid4(), "id") is State.DEAD
        assert mail.send("ke@maros.example", Words("a", "b"), uuid4(), "id") is State.SENT
    assert len(sink.got) == 1
