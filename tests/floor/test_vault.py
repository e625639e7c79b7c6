"""Sealing: what is stored says nothing, and a blob opens only in its own place."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referral import db, policy, vault
from referral.policy import Actor, Basis


@pytest.fixture
def case_id(acting: Callable[[str], Actor]) -> UUID:
    who, case = acting("relawan_maros"), uuid4()
    policy.grant(case, basis=Basis.OPENED, to=who.id)
    vault.new_key(case, case)
    return case


def test_a_sealed_document_comes_back(case_id: UUID) -> None:
    doc = {"name": "Ma'rumpa Dg. Ngai", "age": 14, "words": "“jangan” 😀 \u202e"}
    blob = vault.seal(case_id, "case_identity", case_id, doc)
    assert b"rumpa" not in blob
    assert vault.unseal(case_id, "case_identity", case_id, blob) == doc


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(a=st.text(max_size=90), b=st.text(max_size=90))
def test_short_texts_have_one_length(case_id: UUID, a: str, b: str) -> None:
    sealed = [
        vault.seal(case_id, "case_story", case_id, {"t": t.encode("utf-8", "replace").decode()})
        for t in (a[:20], b[:20])
    ]
    assert len(sealed[0]) == len(sealed[1])


def test_a_blob_in_another_row_table_or_case_is_refused(case_id: UUID) -> None:
    other = uuid4()
    vault.new_key(other, case_id)
    blob = vault.seal(case_id, "case_identity", case_id, {"name": "x"})
    for key, label, row in (
        (case_id, "case_story", case_id),
        (case_id, "case_identity", other),
        (other, "case_identity", case_id),
    ):
        with pytest.raises(InvalidTag):
            vault.unseal(key, label, row, blob)


def test_a_changed_byte_is_refused(case_id: UUID) -> None:
    blob = vault.seal(case_id, "case_identity", case_id, {"name": "x"})
    for place in (0, 5, 20, len(blob) - 1):
        changed = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        with pytest.raises(InvalidTag):
            vault.unseal(case_id, "case_identity", case_id, changed)


def test_a_key_out_of_reach_opens_nothing(case_id: UUID, acting: Callable[[str], Actor]) -> None:
    blob = vault.seal(case_id, "case_identity", case_id, {"name": "x"})
    db.session.info.pop("keys")
    acting("polisi_maros")
    with pytest.raises(InvalidTag):
        vault.unseal(case_id, "case_identity", case_id, blob)
