"""The board's order: by harm, exact over pages at any moment; and whom each may watch over."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db, policy
from referral.cases.models import CaseFile
from referral.policy import Actor
from referral.reports import queries
from tests import make
from tests.reports.given import BONE, HIGH, LOW, MEDIUM, SATURDAY, Travel, report

pytestmark = pytest.mark.usefixtures("session")
HOUR = timedelta(hours=1)
Read = Callable[[Actor, queries.Cursor | None], queries.Page]


def numbers(page: queries.Page) -> list[str]:
    return [line.number for line in page.lines]


def pages(username: str, read: Read) -> list[str]:
    actor, found, cursor = make.acting(username), [], None
    while True:
        page = read(actor, cursor)
        found += numbers(page)
        if page.next is None:
            return found
        cursor = queries.Cursor.parse(str(page.next))


def test_harm_decides_not_the_limit_alone(travel: Travel) -> None:
    travel(SATURDAY)
    low, medium, high = report(LOW), report(MEDIUM), report(HIGH)
    travel(SATURDAY + 27 * HOUR)
    found = queries.late(make.acting("dp3a_maros"))
    assert numbers(found) == [high.number, medium.number, low.number]
    assert [line.left for line in found.lines] == [-26 * HOUR, -21 * HOUR, -3 * HOUR]
    assert {line.unit for line in found.lines} == {"UPTD PPA Kabupaten Maros"}
    travel(SATURDAY + 7 * HOUR)
    assert numbers(queries.late(make.acting("dp3a_maros"))) == [high.number, medium.number]


def test_pages_hold_all_once_in_the_order_of_harm(travel: Travel) -> None:
    dice, now = random.Random(7), SATURDAY + 50 * HOUR  # noqa: S311
    for _child in range(44):
        at = SATURDAY + dice.randrange(0, 50) * HOUR
        travel(at)
        report(dice.choice([HIGH, HIGH, MEDIUM, LOW]), told_at=at)
    travel(now)
    actor = make.acting("dp3a_maros")
    cases = db.session.scalars(policy.rows(CaseFile, actor)).all()
    late = [case for case in cases if case.next_due_at < now]
    rest = [case for case in cases if case.next_due_at >= now]
    assert len(late) > 25
    assert rest
    harm = {3: 9, 2: 3, 1: 1}
    late.sort(key=lambda case: (harm[case.risk] * (case.next_due_at - now), case.id))
    rest.sort(key=lambda case: (case.next_due_at, case.id))
    assert pages("dp3a_maros", queries.late) == [case.number for case in late]
    assert pages("dp3a_maros", queries.soon) == [case.number for case in rest]


def test_a_page_goes_on_where_it_began_while_time_passes(travel: Travel) -> None:
    travel(SATURDAY)
    cases = [report(MEDIUM) for _child in range(26)]
    travel(SATURDAY + 7 * HOUR)
    first = queries.late(make.acting("dp3a_maros"))
    travel(SATURDAY + 9 * HOUR)
    second = queries.late(make.acting("dp3a_maros"), first.next)
    assert sorted(numbers(first) + numbers(second)) == sorted(case.number for case in cases)


def test_each_watches_over_his_own(travel: Travel) -> None:
    travel(SATURDAY)
    maros, bone = report(), report(by="relawan_bone", area_code=BONE)
    travel(SATURDAY + 2 * HOUR)
    seen = {who: numbers(queries.late(make.acting(who))) for who in ("dp3a_maros", "provinsi")}
    assert seen == {"dp3a_maros": [maros.number], "provinsi": [
        case.number for case in sorted([maros, bone], key=lambda c: c.id)
    ]}  # fmt: skip
    assert queries.counts(make.acting("provinsi")) == queries.Counts(2, 2, 2)
    assert queries.counts(make.acting("dp3a_maros")) == queries.Counts(1, 1, 1)


def test_a_head_sees_at_his_desk_what_nobody_has_opened(travel: Travel) -> None:
    travel(SATURDAY)
    case = report()
    travel(SATURDAY + 2 * HOUR)
    head = make.acting("kepala_maros")
    assert numbers(queries.late(head)) == []
    [line] = queries.incoming(head)
    assert (line.risk, line.urgency, line.left) == (None, "darurat", -HOUR)
    assert line.number != case.number
    assert queries.incoming(make.acting("mk_bone")) == []


@pytest.mark.parametrize("text", ["", "x", "1~2", "1~2~3", "9" * 30 + "~1~" + "0" * 32, "1~x~y"])
def test_a_broken_place_is_the_first_page(text: str) -> None:
    assert queries.Cursor.parse(text) is None
