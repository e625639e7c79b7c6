"""The key file: private, complete, strong, made once."""

import json
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from referral.keyfile import KeyFile, KeyFileError


def test_new_keys_are_private_and_never_replace_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keys.json"
    KeyFile(path).make()
    before = path.read_bytes()

    with pytest.raises(FileExistsError):
        KeyFile(path).make()

    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert list(path.parent.iterdir()) == [path]


UNFIT = ("weak", "typed", "orphan")
"""Whole, but no key file to start with."""


def spoilt(keys: dict[str, object], how: str) -> str:
    if how == "weak":
        return json.dumps(keys | {"pepper": b64encode(b"short").decode()})
    if how == "typed":
        return json.dumps(keys | {"index": b64encode(b"a" * 32).decode()})
    if how == "missing":
        return json.dumps({name: key for name, key in keys.items() if name != "audit"})
    if how == "orphan":
        return json.dumps(keys | {"primary": 2})
    return {"text": "no json", "list": "[]", "empty": ""}[how]


@pytest.mark.parametrize("how", ["weak", "typed", "missing", "orphan", "text", "list", "empty"])
def test_a_spoilt_key_file_is_refused(tmp_path: Path, how: str) -> None:
    KeyFile(tmp_path / "good").make()
    path = tmp_path / "bad"
    path.write_text(spoilt(dict(KeyFile(tmp_path / "good").read()), how))
    path.chmod(0o400)

    told = "lacks its primary KEK, or a key is weak" if how in UNFIT else "is not a key file"
    with pytest.raises(KeyFileError, match=told):
        KeyFile(path).read()


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o420])
def test_a_key_file_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    KeyFile(tmp_path / "keys.json").make()
    (tmp_path / "keys.json").chmod(mode)

    with pytest.raises(KeyFileError, match="can be read by others"):
        KeyFile(tmp_path / "keys.json").read()
