"""The companion: who told it sees the shell again, on the child's consent, for a time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.policy import Conflict
from referral.referrals import actions
from referral.reminders.clocks import local_day
from tests.cases import given
from tests.lives.chronicle import day, moment
from tests.pages import Browser
from tests.referrals.given import SECRETS

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
WITH = "Anda mendampingi anak ini"


def asked(days: int = 60, **changes: Any) -> dict[str, Any]:
    """The form, filled."""
    facts = {
        "consent_giver": "guardian",
        "consent_assent": "yes",
        "consent_how": "spoken",
        "consent_at": moment(db.now() - timedelta(minutes=2)),
        "until_on": day(local_day(db.now()) + timedelta(days=days)),
        "sure": "y",
    }
    return {**facts, **changes}


def let(browser: Browser, case_id: UUID, **fields: Any) -> tuple[int, str]:
    """Send it."""
    page = f"/cases/{case_id}/companion"
    browser.get(page)
    answer = browser.send(page, **(fields or asked()))
    return answer.status_code, answer.text


def settled() -> CaseFile:
    """A case with its first contact made, so that the next visit is owed."""
    case, manager = given.open_case()
    given.actions.add_contact(case, given.contact(), by=manager)
    return case


def test_he_sees_the_shell_and_the_next_visit_and_nothing_that_names(sign_in: SignIn) -> None:
    case, his = settled(), sign_in("relawan_maros")
    address = f"/cases/{case.id}"
    assert WITH not in his.get(address).text
    manager = sign_in("mk_maros")
    assert "Pendampingan oleh relawan" in manager.get(address).text

    assert let(manager, case.id)[0] == 303

    page = his.get(address).text
    for shown in (WITH, case.number, "sedang ditangani", "Kunjungan berikut", "0411-555-0101"):
        assert shown in page
    assert not [word for word in (*SECRETS, "Tinggi", "Asesmen") if word in page]
    assert given.inbox("relawan_maros")[-1] == "companion_asked"


def test_it_ends_by_itself_on_its_day(sign_in: SignIn, travel: Callable[[datetime], None]) -> None:
    case = settled()
    assert let(sign_in("mk_maros"), case.id, **asked(days=5))[0] == 303
    travel(db.now() + timedelta(days=7))
    assert WITH not in sign_in("relawan_maros").get(f"/cases/{case.id}").text


def test_it_is_ended_at_once(sign_in: SignIn) -> None:
    case, his, manager = settled(), sign_in("relawan_maros"), sign_in("mk_maros")
    let(manager, case.id)
    page = manager.get(f"/cases/{case.id}/companion").text
    assert "Akhiri sekarang" in page
    assert "Didampingi relawan sampai" in manager.get(f"/cases/{case.id}").text
    assert manager.send(f"/cases/{case.id}/companion/end").status_code == 303
    assert WITH not in his.get(f"/cases/{case.id}").text
    assert let(manager, case.id)[0] == 303, "and may be asked anew"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"days": 91}, "paling lambat"),
        ({"days": -1}, "Pilih hari sesudah hari ini"),
        ({"consent_assent": "no"}, "Anak tidak setuju"),
        ({"consent_giver": "child"}, "di bawah 16 tahun"),
        ({"sure": ""}, "Centang bila sudah"),
    ],
)
def test_without_the_childs_yes_or_for_too_long_nothing_opens(
    sign_in: SignIn, fields: dict[str, Any], said: str
) -> None:
    case = settled()
    code, page = let(sign_in("mk_maros"), case.id, **asked(**fields))
    assert (code, said in page) == (422, True)
    assert WITH not in sign_in("relawan_maros").get(f"/cases/{case.id}").text


@pytest.mark.parametrize(
    ("username", "code"), [("piket_maros", 409), ("relawan_maros", 403), ("polisi_maros", 404)]
)
def test_only_its_manager_and_its_head_ask(sign_in: SignIn, username: str, code: int) -> None:
    case = settled()
    assert sign_in(username).get(f"/cases/{case.id}/companion").status_code == code


def test_one_from_whom_it_is_hidden_accompanies_nobody(sign_in: SignIn) -> None:
    case, manager = settled(), given.acting("mk_maros")
    case = policy.find(CaseFile, case.id, manager)
    whom = given.person("relawan_maros").id
    actions.exclude(case, whom, Conflict.RELATIVE, by=manager)
    assert let(sign_in("mk_maros"), case.id)[0] == 409


def test_he_sees_of_the_work_only_the_visits_and_changes_nothing(sign_in: SignIn) -> None:
    case = settled()
    let(sign_in("mk_maros"), case.id)
    given.acting("relawan_maros")
    owed = sa.text("SELECT kind FROM follow_up WHERE case_id = :id AND done_at IS NULL")
    kinds = set(db.session.scalars(owed, {"id": case.id}))
    assert "visit" in kinds
    assert not kinds & {"plan", "simfoni", "initial_assessment", "full_assessment"}
    done = sa.text("UPDATE follow_up SET done_at = now() WHERE case_id = :id RETURNING id")
    assert db.session.execute(done, {"id": case.id}).all() == []


def test_nobody_accompanies_longer_than_the_consent_holds(sign_in: SignIn) -> None:
    case = settled()
    of_old = moment(db.now() - timedelta(days=150))
    code, page = let(sign_in("mk_maros"), case.id, **asked(days=60, consent_at=of_old))
    assert (code, "Persetujuan ini berlaku sampai" in page) == (422, True)


def test_the_day_is_told_as_it_was_chosen(sign_in: SignIn) -> None:
    case = settled()
    chosen = local_day(db.now()) + timedelta(days=60)
    let(sign_in("mk_maros"), case.id)
    page = sign_in("relawan_maros").get(f"/cases/{case.id}").text
    assert f'<time datetime="{chosen.isoformat()}">' in page
    assert "&lt;time" not in page
