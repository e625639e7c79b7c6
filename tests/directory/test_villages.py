"""Villages are found by words, through the page that the type-ahead asks."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referral.directory import queries
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
MARUMPA = ["Ma'rumpa, Kec. Marusu, Kab. Maros"]


def paths(text: str) -> list[str]:
    return [area.path for area in queries.villages(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "mallari",
        "MALLARI ",
        "desa malari",
        "mallari, kec. awangpone",
        "mallari bone",
        "awangpone mallari",
    ],
)
def test_a_village_is_found_however_it_is_typed(typed: str) -> None:
    assert paths(typed)[0] == "Mallari, Kec. Awangpone, Kab. Bone"


def test_an_apostrophe_is_no_hindrance() -> None:
    assert paths("marumpa maros") == paths("Ma'rumpa maros") == MARUMPA


def test_what_begins_with_the_words_comes_first() -> None:
    found = queries.villages("bonto matene", 20)
    names = [queries.fold_place(area.name) for area in found]
    assert names[:6] == ["bontomatene"] * 6
    assert "Tanete" in [area.name for area in found]


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "%", "__", "'; DROP TABLE area; --", "\x00", "desa"]
)
def test_too_little_or_nothing_known_finds_nothing_or_plain_villages(typed: str) -> None:
    assert all(area.level == 4 for area in queries.villages(typed))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    assert len(queries.villages(text, 10)) <= 10


def test_the_page_answers_with_code_and_label(sign_in: Callable[[str], Browser]) -> None:
    answer = sign_in("relawan_maros").get("/directory/villages?q=mallari")
    assert answer.json == [
        {
            "code": "73.08.16.2009",
            "label": "Mallari, Kec. Awangpone, Kab. Bone",
            "name": "Mallari",
            "place": "Kec. Awangpone, Kab. Bone",
        }
    ]


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=" + "x" * 5000, "?q=%00%ff", "?q=a&q=b", "?q[]=1"]
)
def test_the_page_bears_hostile_words(sign_in: Callable[[str], Browser], query: str) -> None:
    answer = sign_in("mk_maros").get(f"/directory/villages{query}")
    assert answer.status_code == 200
    assert len(answer.json or []) <= 10


def test_the_page_is_for_those_who_may_open_a_case(
    sign_in: Callable[[str], Browser], client: Browser
) -> None:
    assert sign_in("auditor").get("/directory/villages?q=mallari").status_code == 403
    assert client.get("/directory/villages?q=mallari").status_code == 303


def test_only_a_village_is_a_village() -> None:
    village = queries.village("73.08.16.2009")
    assert village is not None
    assert queries.district_of(village.code) == "73.08"
    assert queries.village("73.08.16") is None
    assert queries.village("73.08.16.9999") is None
    assert queries.village("\x00") is None
