"""A missing, weak or malformed setting stops the start with one line that names it."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import ConfigError, Settings
from referral.keyfile import KeyFile

ROOT = Path(__file__).resolve().parents[2]
Env = dict[str, str]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    KeyFile(tmp_path / "keys.json").make()
    return {
        "DATABASE_URL": "postgresql://app_web:p%40ss@db.example/sipakainge",
        "REDIS_URL": "redis://redis.example:6379/0",
        "KEY_FILE": str(tmp_path / "keys.json"),
        "BASE_URL": "https://rujukan.example",
        "SMTP_URL": "smtp://mail.example:25",
        "MAIL_FROM": "sistem@rujukan.example",
    }


def test_a_complete_environment_is_taken(env: Env) -> None:
    settings = Settings.from_env(env)

    assert settings.SQLALCHEMY_DATABASE_URI.startswith("postgresql+psycopg://app_web:")
    assert (settings.TIMEZONE, settings.LOCALE, settings.DEMO) == ("Asia/Makassar", "id", False)
    assert (settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE) == ("__Host-sid", True)
    assert len(settings.SECRET_KEY) == 32


def test_without_https_the_cookie_is_plain(env: Env) -> None:
    settings = Settings.from_env(env | {"BASE_URL": "http://localhost:8000/"})

    assert (settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE) == ("sid", False)
    assert settings.BASE_URL == "http://localhost:8000"


def test_a_unix_socket_is_spelt_for_each_client(env: Env) -> None:
    settings = Settings.from_env(env | {"REDIS_URL": "unix:///run/valkey.sock"})

    assert settings.BROKER_URL == "redis+socket:///run/valkey.sock"
    assert settings.RATELIMIT_STORAGE_URI == "redis+unix:///run/valkey.sock"


@pytest.mark.parametrize(
    "name", ["DATABASE_URL", "REDIS_URL", "KEY_FILE", "BASE_URL", "SMTP_URL", "MAIL_FROM"]
)
def test_a_missing_setting_is_named(env: Env, name: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} is not set$"):
        Settings.from_env(env | {name: ""})


def test_the_demo_needs_no_mail_and_no_address(env: Env) -> None:
    for name in ("BASE_URL", "SMTP_URL", "MAIL_FROM"):
        del env[name]

    settings = Settings.from_env(env | {"DEMO": "1"})

    assert (settings.DEMO, settings.BASE_URL) == (True, "http://127.0.0.1:8000")


@pytest.mark.parametrize("demo", ["0", "1"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db.example/x"),
        ("DATABASE_URL", "postgresql://db.example"),
        ("DATABASE_URL", "postgresql://db.example:notaport/x"),
        ("WORKER_DATABASE_URL", "x"),
        ("DATABASE_OWNER_URL", "postgresql://[::1/x"),
        ("REDIS_URL", "http://redis.example"),
        ("REDIS_URL", "redis://"),
        ("BASE_URL", "rujukan.example"),
        ("BASE_URL", "https://rujukan.example/path"),
        ("SMTP_URL", "smtp://"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@b\nBcc: c@d"),
        ("LOCALE", "fr"),
        ("TIMEZONE", "Asia/Nowhere"),
        ("TIMEZONE", "../etc/passwd"),
        ("STORAGE_URL", "ftp://files.example/y"),
        ("DEMO", "perhaps"),
    ],
)
def test_a_malformed_setting_is_named(env: Env, name: str, value: str, demo: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.from_env(env | {"DEMO": demo} | {name: value})

    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_outside_demo_plain_http_is_refused(env: Env) -> None:
    with pytest.raises(ConfigError, match="BASE_URL must be https"):
        Settings.from_env(env | {"BASE_URL": "http://rujukan.example"})


def test_a_refusal_does_not_repeat_a_password(env: Env) -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.from_env(env | {"DATABASE_URL": "postgresql://web:hush@db.example:none/x"})

    assert "hush" not in str(refused.value)


def test_settings_never_show_their_secrets(env: Env) -> None:
    assert "p%40ss" not in repr(Settings.from_env(env))


def test_a_setting_of_another_process_is_asked_for_by_name(env: Env) -> None:
    with pytest.raises(ConfigError, match="DATABASE_OWNER_URL is not set"):
        Settings.from_env(env).need("DATABASE_OWNER_URL")


def test_a_process_with_a_wrong_setting_ends_with_one_line(env: Env) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import config; config.load()"],
        cwd=ROOT,
        env=env | {"KEY_FILE": "/nowhere/keys.json"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == "sipakainge: KEY_FILE cannot be read: No such file or directory\n"
