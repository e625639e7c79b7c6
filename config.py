"""Settings: what the environment says, checked once; a missing or weak value stops the start."""

import os
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from referral.keyfile import KeyFile, KeyFileError

MIB = 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TRUE, FALSE = ("1", "true", "yes"), ("", "0", "false", "no")
SESSION_SETTINGS = "-c plan_cache_mode=force_generic_plan -c TimeZone=UTC -c statement_timeout=5000"


class ConfigError(Exception):
    """One line that names the setting and what is wrong with it, never its value."""


@dataclass(frozen=True, repr=False)
class Settings:
    """All that differs between installations; upper case, so Flask can take it whole."""

    DATABASE_URL: str
    WORKER_DATABASE_URL: str
    DATABASE_OWNER_URL: str
    REDIS_URL: str
    KEY_FILE: KeyFile
    SECRET_KEY: bytes
    BASE_URL: str
    SMTP_URL: str
    MAIL_FROM: str
    LOCALE: str
    TIMEZONE: str
    STORAGE_URL: str
    DEMO: bool
    SQLALCHEMY_DATABASE_URI: str
    BROKER_URL: str
    RATELIMIT_STORAGE_URI: str
    SESSION_COOKIE_NAME: str
    SESSION_COOKIE_SECURE: bool
    TRUSTED_HOSTS: list[str] | None

    SESSION_COOKIE_HTTPONLY: ClassVar = True
    SESSION_COOKIE_SAMESITE: ClassVar = "Strict"
    SESSION_COOKIE_PATH: ClassVar = "/"
    WTF_CSRF_TIME_LIMIT: ClassVar = None
    MAX_CONTENT_LENGTH: ClassVar = MIB
    MAX_FORM_MEMORY_SIZE: ClassVar = MIB
    MAX_FORM_PARTS: ClassVar = 500
    SQLALCHEMY_ENGINE_OPTIONS: ClassVar[Mapping[str, Any]] = {
        "connect_args": {"prepare_threshold": 1, "options": SESSION_SETTINGS},
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 6,
        "pool_timeout": 5,
    }

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read and check every setting; raises ConfigError."""
        demo = _flag(env, "DEMO")
        base = _base(env, demo=demo)
        keys = KeyFile(Path(_need(env, "KEY_FILE")))
        database = _database(env, "DATABASE_URL", required=True)
        return cls(
            DATABASE_URL=database,
            WORKER_DATABASE_URL=_database(env, "WORKER_DATABASE_URL"),
            DATABASE_OWNER_URL=_database(env, "DATABASE_OWNER_URL"),
            KEY_FILE=keys,
            SECRET_KEY=b64decode(_read(keys)["secret"]),
            BASE_URL=f"{base.scheme}://{base.netloc}",
            SMTP_URL=_url(env, "SMTP_URL", ("smtp", "smtps"), _hosted, required=not demo),
            MAIL_FROM=_mail_from(env, demo=demo),
            LOCALE=_one_of(env, "LOCALE", ("id", "en")),
            TIMEZONE=_zone(env),
            STORAGE_URL=_url(env, "STORAGE_URL", ("file", "s3"), _placed),
            DEMO=demo,
            SQLALCHEMY_DATABASE_URI=database,
            SESSION_COOKIE_NAME="__Host-sid" if base.scheme == "https" else "sid",
            SESSION_COOKIE_SECURE=base.scheme == "https",
            TRUSTED_HOSTS=None if demo else [base.hostname or "", *LOOPBACK],
            **_redis(env),
        )

    def need(self, name: str) -> str:
        """A setting that only some processes have; raises ConfigError where it is empty."""
        if value := str(getattr(self, name)):
            return value
        raise ConfigError(f"{name} is not set")


def load() -> Settings:
    """The settings of this process; a wrong one is told in one line and ends the process."""
    try:
        return Settings.from_env(os.environ)
    except ConfigError as error:
        sys.exit(f"sipakainge: {error}")


def _read(keys: KeyFile) -> Mapping[str, Any]:
    try:
        return keys.read()
    except KeyFileError as bad:
        raise ConfigError(f"KEY_FILE {bad}") from None


def _need(env: Mapping[str, str], name: str) -> str:
    if value := env.get(name, ""):
        return value
    raise ConfigError(f"{name} is not set")


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").lower()
    if value not in TRUE + FALSE:
        raise ConfigError(f"{name} must be 1 or 0")
    return value in TRUE


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = env.get(name) or choices[0]
    if value not in choices:
        raise ConfigError(f"{name} must be one of {', '.join(choices)}")
    return value


def _zone(env: Mapping[str, str]) -> str:
    value = env.get("TIMEZONE") or "Asia/Makassar"
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise ConfigError("TIMEZONE is not the name of a time zone") from None
    return value


def _url(
    env: Mapping[str, str],
    name: str,
    schemes: tuple[str, ...],
    complete: Callable[[SplitResult], Any],
    *,
    required: bool = False,
) -> str:
    """An address with a known scheme and the parts that `complete` asks of it, or nothing."""
    value = _need(env, name) if required else env.get(name, "")
    try:
        parts = urlsplit(value)
        if not value or (parts.scheme in schemes and complete(parts) and parts.port != 0):
            return value
    except ValueError:
        pass
    raise ConfigError(f"{name} is not an address of the form {schemes[0]}://...")


def _hosted(parts: SplitResult) -> bool:
    return bool(parts.hostname)


def _bare(parts: SplitResult) -> bool:
    return _hosted(parts) and parts.path in ("", "/") and not parts.query


def _placed(parts: SplitResult) -> bool:
    return bool(parts.netloc or parts.path)


def _database(env: Mapping[str, str], name: str, *, required: bool = False) -> str:
    schemes = ("postgresql", "postgresql+psycopg", "postgres")
    value = _url(env, name, schemes, lambda parts: len(parts.path) > 1, required=required)
    return value and f"postgresql+psycopg://{value.partition('://')[2]}"


def _redis(env: Mapping[str, str]) -> dict[str, str]:
    """The same server in the three spellings of redis-py, Celery and limits."""
    schemes = ("redis", "rediss", "unix")
    value = _url(env, "REDIS_URL", schemes, _placed, required=True)
    scheme, _, rest = value.partition("://")
    if scheme != "unix":
        return {"REDIS_URL": value, "BROKER_URL": value, "RATELIMIT_STORAGE_URI": value}
    return {
        "REDIS_URL": value,
        "BROKER_URL": f"redis+socket://{rest}",
        "RATELIMIT_STORAGE_URI": f"redis+unix://{rest}",
    }


def _base(env: Mapping[str, str], *, demo: bool) -> SplitResult:
    value = _url(env, "BASE_URL", ("https", "http"), _bare, required=not demo)
    parts = urlsplit(value or "http://127.0.0.1:8000")
    if parts.scheme == "http" and not demo and parts.hostname not in LOOPBACK:
        raise ConfigError("BASE_URL must be https outside DEMO")
    return parts


def _mail_from(env: Mapping[str, str], *, demo: bool) -> str:
    value = env.get("MAIL_FROM", "") if demo else _need(env, "MAIL_FROM")
    value = value or "pemberitahuan@sipakainge.example"
    if not value.isprintable() or value.count("@") != 1 or not all(value.split("@")):
        raise ConfigError("MAIL_FROM is not a mail address")
    return value


if __name__ == "__main__":
    KeyFile(Path(sys.argv[1])).make()
