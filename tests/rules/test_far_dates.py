"""Every form of the demo that takes a date: a year that cannot be meant is told, never a bug."""

from collections import Counter, defaultdict

import pytest
from flask.testing import FlaskClient

from tests.demo import ONE_OF_EACH_ROLE, Forms, enter, links, opened, shape, walk
from tests.servers import Servers

WHO = sorted({*ONE_OF_EACH_ROLE.values(), "piket_maros", "polisi_maros", "dinsos_maros"})
IMPOSSIBLE, FAR = (1, 1899, 9999), (2000, 2100)
OF_A_SHAPE = 2
OF_A_FORM = 3
"""A form answers each who may open it alike: so many of a shape are posted."""
REFERRAL = "/referrals/id?"
Answers = dict[str, dict[int, Counter[int]]]


@pytest.fixture(scope="module")
def answers(servers: Servers, worker_id: str) -> Answers:
    """By the form's address and the year posted: which statuses came."""
    found: Answers = defaultdict(lambda: defaultdict(Counter))
    with opened(servers, f"dates_{worker_id}") as app:
        for username in WHO:
            client = enter(app, username)
            pages = [address for address, page in walk(client.get, OF_A_SHAPE) if dated(page)]
            for address in (*pages, *answering(client)):
                post(client, address, found)
    return found


def answering(client: FlaskClient) -> list[str]:
    """The answers to the first referral of one's desk that may still wait."""
    for address in sorted(links("/referrals", client.get("/referrals").get_data(as_text=True))):
        page = client.get(address).get_data(as_text=True) if shape(address) == REFERRAL else ""
        if f"{address}/waitlist" in page:
            return [f"{address}/accept", f"{address}/waitlist"]
    return []


def dated(page: str) -> bool:
    return any(form.dates for form in Forms("", page).found)


def post(client: FlaskClient, address: str, found: Answers) -> None:
    """Each dated form of the page with each year, as the page shows it at that moment."""
    for year in (*IMPOSSIBLE, *FAR):
        page = client.get(address).get_data(as_text=True)
        dated = [form for form in Forms(address, page).found if form.dates]
        wanted = [form for form in dated if found[shape(form.action)][year].total() < OF_A_FORM]
        for form in wanted:
            status = client.post(form.action, data=form.dated(year)).status_code
            found[shape(form.action)][year][status] += 1
        if not wanted:
            return


def test_a_year_that_cannot_be_meant_is_refused(answers: Answers) -> None:
    taken = {
        (form, year): years[year]
        for form, years in answers.items()
        for year in IMPOSSIBLE
        if not set(years[year]) <= {409, 422}
    }
    assert not taken


def test_a_year_far_away_is_taken_or_refused_but_no_bug(answers: Answers) -> None:
    astray = {
        (form, year): years[year]
        for form, years in answers.items()
        for year in FAR
        if not set(years[year]) <= {303, 409, 422}
    }
    assert not astray


@pytest.mark.parametrize(
    "form", ["/cases?", "/cases/id/contact?", "/referrals/id/waitlist?", "/referrals/id/accept?"]
)
def test_the_forms_were_reached(answers: Answers, form: str) -> None:
    assert 422 in answers[form][9999]
