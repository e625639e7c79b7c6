"""Conflict of interest: for somebody the case is as if it were not there; two people lift it."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.errors import Missing, Refused
from referral.policy import Conflict, Role
from referral.referrals import actions
from referral.referrals.models import Referral, Status
from referral.reminders.models import FollowUp
from referral.web.show import plain
from tests.cases.given import inbox
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
LISTS = ("/", "/cases", "/cases?opened=1", "/board", "/inbox", "/referrals", "/referrals?box=done")
ONCE = re.compile(r'(nonce|value|datetime)="[^"]*"|nonce-[^\']*')


def address(case: CaseFile, *more: object) -> str:
    return "/".join((f"/cases/{case.id}/exclusions", *map(str, more)))


def shut_out(case: CaseFile, username: str, by: str = "mk_maros") -> None:
    """By the verb that the page causes."""
    who, whom = given.acting(by), given.person(username)
    case = policy.find(CaseFile, case.id, who)
    actions.exclude(case, whom.id, Conflict.OFFICIAL, by=who)


def put(browser: Browser, case: CaseFile, username: str, **fields: str) -> tuple[int, str]:
    """By the page, as a browser without script does it: search, choose, send."""
    whom = given.person(username)
    browser.get(address(case))
    found = browser.send(address(case), who=whom.name[:6], cari="who")
    assert f'value="{whom.id}"' in found.text
    filled = {"who": [whom.name[:6], "", str(whom.id)], "reason": "official", **fields}
    answer = browser.send(address(case), **filled)
    return answer.status_code, answer.text


def shows(browser: Browser, number: str) -> list[str]:
    """The lists that still show it."""
    pages = {one: browser.get(one) for one in LISTS}
    return [one for one, page in pages.items() if number in page.text]


@pytest.mark.parametrize("username", ["relawan_maros", "piket_maros", "dp3a_maros", "provinsi"])
def test_from_now_on_the_case_is_not_there(sign_in: SignIn, username: str) -> None:
    case, _manager = given.open_case()
    (report,) = db.session.scalars(sa.text("SELECT number FROM referral"))
    his = sign_in(username)
    assert shows(his, case.number)

    assert put(sign_in("mk_maros"), case, username)[0] == 303

    gone, never = (his.get(f"/cases/{one}") for one in (case.id, uuid4()))
    assert (gone.status_code, never.status_code) == (404, 404)
    assert ONCE.sub("", gone.text) == ONCE.sub("", never.text)
    assert shows(his, case.number) + shows(his, report) == []


def test_no_word_of_it_reaches_him_any_more(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    his = sign_in("relawan_maros")
    assert inbox("relawan_maros")[-1] == "report_taken_up"
    assert "belum dibaca" in his.get("/").text
    shut_out(case, "relawan_maros")

    page = his.get("/inbox").text
    assert "sudah ditangani" not in page
    assert inbox("relawan_maros") == []
    assert "belum dibaca" not in his.get("/").text


def test_what_was_told_before_does_not_open(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    given.acting("relawan_maros")
    key = db.session.scalar(sa.text("SELECT key FROM inbox_item ORDER BY id DESC LIMIT 1"))
    shut_out(case, "relawan_maros")
    assert sign_in("relawan_maros").get(f"/inbox/{key}").status_code == 404


def test_the_list_says_who_why_since_when_and_by_whom(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    browser = sign_in("mk_maros")
    assert "Atur siapa yang tidak boleh melihat" in browser.get(f"/cases/{case.id}").text
    put(browser, case, "dp3a_maros")

    page = browser.get(address(case)).text
    card = page.split("Bahar Contoh</h2>")[1].split("</section>")[0]
    for shown in ("Pejabat setempat", "Rahma Contoh", plain(db.now())):
        assert shown in card
    assert "Akun dikecualikan: 1" in browser.get(f"/cases/{case.id}").text


def test_the_search_names_people_and_units_near_the_case_only(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    browser = sign_in("mk_maros")
    browser.get(address(case))
    page = browser.send(address(case), who="Contoh", cari="who").text
    assert "Nurlina Contoh · " in page
    for far in ("Anwar Contoh", "Admin Contoh", "Auditor Contoh", "relawan_maros"):
        assert far not in page


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("mk_maros", "Ganti manajer kasus dulu"),
        ("kepala_maros", "satu-satunya kepala unit"),
        ("polisi_maros", "hanya ia petugasnya"),
    ],
)
def test_nobody_goes_without_somebody_to_take_over(
    sign_in: SignIn, username: str, said: str
) -> None:
    sent = given.referral(Status.SENT)
    case = policy.find(CaseFile, sent.case_id, given.acting("mk_maros"))
    code, page = put(sign_in("mk_maros"), case, username)
    assert (code, said in page) == (422, True)
    assert not db.session.scalars(sa.text("SELECT person_id FROM exclusion")).all()
    seen = f"/referrals/{sent.id}" if username.startswith("polisi") else f"/cases/{case.id}"
    assert sign_in(username).get(seen).status_code == 200


def owing(sent: Referral) -> set[UUID | None]:
    """Who owes what is still open on it."""
    owed = sa.select(FollowUp.owner_person_id).where(
        FollowUp.referral_id == sent.id, FollowUp.done_at.is_(None)
    )
    return set(db.session.scalars(owed))


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.PROVIDER])
def test_what_he_owed_and_had_in_hand_is_his_heads_or_his_units(role: Role) -> None:
    other = worker("polres-maros-ppa", "polisi_lain", role).id
    sent = given.referral(Status.ACCEPTED)
    case = policy.find(CaseFile, sent.case_id, given.acting("mk_maros"))
    shut_out(case, "polisi_maros")

    manager = given.acting("mk_maros")
    heir = other if role is Role.UNIT_HEAD else None
    assert given.found(sent.id, manager).worker_id == heir
    assert owing(sent) == {heir}
    assert ("promise_taken" in inbox("polisi_lain")) == (heir is not None)
    with pytest.raises(Missing):
        given.found(sent.id, given.acting("polisi_maros"))


def test_he_is_not_made_its_manager(sign_in: SignIn) -> None:
    colleague = worker("uptd-ppa-maros", "mk_lain", Role.CASE_MANAGER)
    case, _manager = given.open_case()
    shut_out(case, "mk_lain")
    assert str(colleague.id) not in sign_in("mk_maros").get(f"/cases/{case.id}/manager").text

    head = given.acting("kepala_maros")
    case = policy.find(CaseFile, case.id, head)
    with pytest.raises(Refused, match=r"exclusion\.taker"):
        cases.assign(case, colleague.id, by=head)


@pytest.mark.parametrize(
    ("username", "code"),
    [("piket_maros", 409), ("polisi_maros", 404), ("dp3a_maros", 403), ("relawan_maros", 403)],
)
def test_only_its_manager_and_its_head_decide_who_sees_it(
    sign_in: SignIn, username: str, code: int
) -> None:
    case, _manager = given.open_case()
    assert sign_in(username).get(address(case)).status_code == code


def lift(browser: Browser, case: CaseFile, step: str, **fields: str) -> tuple[int, str]:
    """A step of lifting."""
    page = address(case, given.person("dp3a_maros").id, step)
    browser.get(page)
    answer = browser.send(page, **fields)
    return answer.status_code, answer.text


def test_one_asks_and_a_head_who_did_not_ask_lifts_it(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    manager, head = sign_in("mk_maros"), sign_in("kepala_maros")
    assert lift(manager, case, "lift", words="Kenari bukan pamannya")[0] == 303
    assert inbox("kepala_maros")[-1] == "lift_asked"
    asked = head.get(address(case, given.person("dp3a_maros").id, "decision")).text
    assert "Kenari bukan pamannya" in asked

    assert lift(head, case, "decision", decision="lift")[0] == 303
    assert inbox("mk_maros")[-1] == "lift_decided"
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 200


def test_the_head_may_say_no(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    head = sign_in("kepala_maros")
    lift(sign_in("mk_maros"), case, "lift", words="Kenari alasan")
    assert lift(head, case, "decision", decision="keep")[0] == 303
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 404
    assert lift(sign_in("mk_maros"), case, "lift", words="Kenari lagi")[0] == 303
