"""A head's no to a draft is not escaped by haste: what goes out all the same he looks at after."""

from datetime import timedelta

import pytest

from referral import db
from referral.referrals.models import Status
from referral.reminders.limits import Kind
from tests.referrals.test_decline import open_promises, told
from tests.referrals.test_draft import MINUTE, SignIn, approving, put_aside, row
from tests.referrals.test_refer_page import FILLED
from tests.reports.given import Travel


@pytest.mark.parametrize("pressing", [{"urgency": "darurat"}, {}])
def test_a_head_looks_afterwards_at_what_he_handed_back_and_pressed(
    sign_in: SignIn, travel: Travel, pressing: dict[str, str]
) -> None:
    approving()
    sender, head = sign_in("mk_maros"), sign_in("kepala_maros")
    address = put_aside(sender)
    moment = (db.now() + timedelta(hours=8)).strftime("%d/%m/%Y %H.%M")
    agreed = {"consent_giver": "guardian", "consent_assent": "yes", "consent_how": "spoken"}
    lawful = {**FILLED, "basis": "consent", **agreed, "consent_at": moment}
    travel(db.now() + MINUTE)
    sender.get(f"{address}/draft")
    assert sender.send(f"{address}/draft", **lawful).location == address
    travel(db.now() + MINUTE)
    head.get(f"{address}/hand-back")
    head.send(f"{address}/hand-back", words="Tanyakan dulu kepada anak.")
    travel(db.now() + MINUTE)
    sender.get(f"{address}/draft")
    assert sender.send(f"{address}/draft", **{**lawful, **pressing}).location == address
    sent = row(address)
    assert sent.status is (Status.SENT if pressing else Status.DRAFT), "the child does not wait"
    assert (Kind.SIGN_OFF in open_promises(sent.id)) is bool(pressing)
    assert ("sign_off_asked" in told("kepala_maros", sent.id)) is bool(pressing)
    if pressing:
        page = head.get(f"{address}/sign-off").text
        assert "Sudah dikirim tanpa menunggu Anda" in page
        assert head.send(f"{address}/sign-off", words="Benar mendesak.").status_code == 303
        assert Kind.SIGN_OFF not in open_promises(row(address).id)
