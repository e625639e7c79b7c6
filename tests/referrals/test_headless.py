"""A unit without a head: said before a case goes there; what only a head can do waits for one."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.policy import Role
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
NONE = "belum punya kepala"


def unsigned() -> Referral:
    """Bone, which has no head, took a case over for whose sharing no head has signed yet."""
    case, _manager = given.open_case()
    sender = given.acting("mk_maros")
    found = policy.find(CaseFile, case.id, sender)
    sent = actions.send(found, given.request(basis=LawfulBasis.PUBLIC_TASK), by=sender)
    sender = given.acting("mk_maros")
    whole = given.request("uptd-ppa-bone", service=Service.COMPLAINT, whole_case=True)
    case = policy.find(CaseFile, case.id, sender)
    given.take_over(actions.send(case, whole, by=sender))
    return given.found(sent.id, given.acting("mk_bone"))


def waiting(id: UUID) -> FollowUp:
    given.acting("mk_bone")
    return open_promises(id)[Kind.SIGN_OFF]


def test_it_is_said_before_the_case_goes_there(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    form = f"/cases/{case.id}/transfer?desk="
    sender = sign_in("mk_maros")
    assert NONE in sender.get(f"{form}{given.unit('uptd-ppa-bone')}").text
    newcomer("kepala_bone_baru", Role.UNIT_HEAD, unit="uptd-ppa-bone")
    given.acting("mk_maros")
    assert NONE not in sender.get(f"{form}{given.unit('uptd-ppa-bone')}").text


def test_it_is_nobodys_and_no_work_of_who_cannot_do_it(sign_in: SignIn) -> None:
    sent = unsigned()
    owed = waiting(sent.id)
    assert (owed.owner_unit_id, owed.owner_person_id) == (given.unit("uptd-ppa-bone"), None)
    day = sign_in("mk_bone").get("/").text
    assert "Setujui dasar membagi data" not in day
    assert "Periksa berkas kasus" not in day
    assert "/sign-off" not in sign_in("mk_bone").get(f"/referrals/{sent.id}").text


def test_the_board_says_that_there_is_no_head(sign_in: SignIn) -> None:
    owed = waiting(unsigned().id)
    case_id, promise = owed.case_id, owed.id
    for other in db.session.scalars(sa.select(FollowUp).where(FollowUp.case_id == case_id)).all():
        if other.id != promise:
            other.due_at = db.FAR
    db.session.commit()
    watching = sign_in("provinsi")
    board = watching.get("/board?due=soon").text
    line = board.split(f'id="b-{case_id}"')[1].split("</tr>")[0]
    assert "Belum ada kepala yang dapat memutuskan" in line
    assert "Ingatkan" not in line
    pressed = watching.send(f"/board/{case_id}/nudge", promise=promise)
    assert (pressed.status_code, NONE in pressed.text) == (409, True)


def test_whoever_becomes_head_there_owes_it_and_can_do_it() -> None:
    sent = unsigned()
    head = newcomer("kepala_bone_baru", Role.UNIT_HEAD, unit="uptd-ppa-bone")
    assert waiting(sent.id).owner_person_id == head.id
    given.acting("kepala_bone_baru")
    signed = given.found(sent.id, given.acting("kepala_bone_baru"))
    actions.sign_off(signed, "", by=given.person("kepala_bone_baru"))
    given.acting("mk_bone")
    assert Kind.SIGN_OFF not in open_promises(sent.id)
