"""The page that says who may see what tells what the policy does."""

import html
import re
from collections.abc import Callable

import pytest

from referral.people.queries import ROLES
from referral.policy import BY_BASIS, SHARABLE, USUAL_SHARE, AgencyKind, Basis, Compartment, Role
from referral.referrals.models.labels import LABELS
from referral.reports.queries.matrix import GROUNDS, MAY, PARTS
from tests.pages import Browser

SignIn = Callable[[str], Browser]


Cards = dict[str, str]


def cards_under(page: str, heading: str) -> Cards:
    """The text of each card under that heading, by its title."""
    part = page.split(f"<h2>{heading}</h2>")[1]
    found = re.findall(r'<section class="card">.*?<h2>(.*?)</h2>(.*?)</section>', part, re.DOTALL)
    return {html.unescape(title): html.unescape(text) for title, text in reversed(found)}


@pytest.fixture
def page(sign_in: SignIn) -> str:
    return sign_in("auditor").get("/access").text


def named(card: str) -> set[Compartment]:
    return {part for part, word in PARTS.items() if f"<li>{word}</li>" in card}


def test_every_ground_is_told() -> None:
    assert set(GROUNDS) == set(Basis)


@pytest.mark.parametrize("basis", list(GROUNDS))
def test_each_ground_tells_which_parts_it_opens(page: str, basis: Basis) -> None:
    cards = cards_under(page, "Atas dasar apa")
    opens = BY_BASIS.get(basis, Compartment.NONE)
    assert named(cards[str(GROUNDS[basis][0])]) == {part for part in PARTS if part & opens}


@pytest.mark.parametrize("kind", list(SHARABLE))
def test_each_receiver_tells_what_it_may_be_shown(page: str, kind: AgencyKind) -> None:
    cards = cards_under(page, "Apa yang boleh dibagikan kepada siapa")
    card = cards[str(LABELS[AgencyKind][kind])]
    usual, _, more = card.partition("Bila pengirim menambahkannya")
    assert named(usual) == {part for part in PARTS if part & USUAL_SHARE[kind]}
    assert named(more) == {part for part in PARTS if part & SHARABLE[kind] & ~USUAL_SHARE[kind]}


def test_who_keeps_the_service_running_does_nothing_with_a_case(page: str) -> None:
    cards = cards_under(page, "Apa yang boleh dilakukan tiap peran")
    for role in (ROLES[Role.ADMINISTRATOR], ROLES[Role.AUDITOR]):
        told = [str(word) for may, word in MAY.items() if str(word) in cards[str(role)]]
        assert not [word for word in told if "kasus" in word or "rujukan" in word]


def test_everybody_finds_it_on_the_own_account(sign_in: SignIn) -> None:
    assert 'href="/access"' in sign_in("relawan_maros").get("/account").text
