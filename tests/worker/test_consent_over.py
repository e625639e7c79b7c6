"""A consent runs out while a desk serves: the desk owes nothing more, its sender renews."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from referral import db
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import HOLDS, LawfulBasis, Referral, Status
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

SENT = wita(2026, 6, 29, 9, 10)
OVER = SENT + HOLDS
OWED = """SELECT f.kind, f.due_at, p.username FROM follow_up f
LEFT JOIN person p ON p.id = f.owner_person_id
WHERE f.referral_id = :id AND f.done_at IS NULL ORDER BY f.kind"""
WRITTEN = "SELECT count(*) FROM audit_entry WHERE act = 'referral.consent_ran_out'"
MINUTE = timedelta(minutes=1)
Serving = Callable[[Status], Referral]


@pytest.fixture
def serving(house: House) -> Serving:
    """The desk serves on a consent of a minute before."""

    def made(status: Status) -> Referral:
        house.at(SENT)
        with house.web():
            agreed = given.agreed(at=db.now())
            return given.referral(status, basis=LawfulBasis.CONSENT, consent=agreed)

    return made


def end(house: House, moment: datetime) -> int:
    house.at(moment)
    with house.worker():
        return actions.end_lapsed()


def owed(house: House, referral: Referral) -> list[tuple[str, Any]]:
    return [(row.kind, row.username) for row in house.sql(OWED, id=referral.id)]


def renew(house: House, referral: Referral) -> None:
    with house.web():
        manager = given.acting("mk_maros")
        actions.renew(given.found(referral.id, manager), given.agreed(), by=manager)


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.IN_SERVICE])
def test_the_desk_keeps_number_and_dates_and_owes_nothing_the_sender_renews(
    house: House, serving: Serving, status: Status
) -> None:
    referral = serving(status)
    show = f"/referrals/{referral.id}"
    assert end(house, OVER - MINUTE) == 0
    ((before, page),) = house.get("polisi_maros", show)
    assert (before, given.WHY in page) == (200, True)
    assert end(house, OVER + MINUTE) == 1
    assert end(house, OVER + 2 * MINUTE) == 0, "once"
    assert house.sql(WRITTEN)[0][0] == 1
    assert owed(house, referral) == [("consent_renewal", "mk_maros")]
    (after, page), (_home, home) = house.get("polisi_maros", show, "/")
    assert (after, referral.number in page) == (200, True)
    assert "tidak ada yang ditunggu dari Anda" in page
    assert not [one for one in (*given.SECRETS, given.WHY, given.SUMMARY) if one in page]
    assert referral.number not in home
    ((_code, page),) = house.get("mk_maros", show)
    assert "meja tujuan tidak melihat data anak lagi" in page
    assert f'href="{show}/consent"' in page


def test_nobody_of_the_desk_is_reminded_of_what_it_cannot_do(
    house: House, serving: Serving
) -> None:
    referral = serving(Status.IN_SERVICE)
    end(house, OVER + MINUTE)
    house.tick()
    told = len(house.told())
    house.at(OVER + timedelta(days=60))
    house.tick()
    assert "polisi_maros" not in {who for _at, who, _what, _rung in house.told()[told:]}
    assert referral


@pytest.mark.parametrize("verb", ["start", "fail"])
def test_without_the_consent_the_desk_writes_nothing(
    house: House, serving: Serving, verb: str
) -> None:
    referral = serving(Status.ACCEPTED)
    house.at(OVER + MINUTE)
    with house.web(), pytest.raises(Refused, match=r"consent\.over"):
        given.take(verb, referral.id)


@pytest.mark.parametrize("late", [MINUTE, timedelta(days=3)])
def test_renewed_too_late_the_desk_goes_on_with_new_time(
    house: House, serving: Serving, late: timedelta
) -> None:
    for status, promise, given_time in (
        (Status.ACCEPTED, "first_service", timedelta(hours=1)),
        (Status.IN_SERVICE, "progress", timedelta(days=30)),
    ):
        referral = serving(status)
        house.at(OVER + late)
        if late > MINUTE:
            end(house, OVER + late)
        renew(house, referral)
        rows = {row.kind: row for row in house.sql(OWED, id=referral.id)}
        assert set(rows) == {promise, "consent_renewal"}
        assert abs(rows[promise].due_at - (OVER + late + given_time)) < MINUTE
        ((code, page),) = house.get("polisi_maros", f"/referrals/{referral.id}")
        assert (code, given.WHY in page) == (200, True)
        assert end(house, OVER + late + MINUTE) == 0
