"""What a receiver did it tells the sender in time: the last column of domain.md 2.3."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from referral import db
from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals import actions
from referral.referrals.models import Outcome, Referral
from referral.reminders.limits import Kind, Urgency
from tests.make import wita
from tests.referrals import given
from tests.referrals.test_decline import open_promises

pytestmark = pytest.mark.usefixtures("session")
Travel = Callable[[datetime], None]
FRIDAY = wita(2026, 7, 3, 10)
MONDAY = wita(2026, 7, 6, 11)


def by_phone(verb: str, id: UUID, filled: object) -> Referral:
    sender = given.acting("mk_maros")
    this = given.found(id, sender)
    answered = actions.Proxy("Petugas penerima", db.now())
    done: Referral = getattr(actions, verb)(this, filled, by=sender, proxy=answered)
    return done


def accepted(travel: Travel, to: str, service: Service) -> Referral:
    """Sent on Friday, accepted on Monday."""
    travel(FRIDAY)
    identity = Compartment.IDENTITY
    sent = given.referral(to=to, service=service, share=identity, urgency=Urgency.DAYS_3)
    travel(MONDAY)
    return by_phone("accept", sent.id, actions.Promised(MONDAY + timedelta(hours=1)))


@pytest.mark.parametrize(
    ("to", "service", "due"),
    [
        ("smp-contoh-marusu-bk", Service.SCHOOLING, wita(2026, 7, 17, 10)),  # life C
        ("dinsos-maros-rehsos", Service.SOCIAL_AID, wita(2026, 7, 10, 10)),
        ("uptd-ppa-makassar", Service.LEGAL_AID, wita(2026, 7, 10, 10)),
        ("upt-ppa-sulsel", Service.LEGAL_AID, wita(2026, 7, 10, 10)),
        ("rsud-maros-ppt", Service.TREATMENT, wita(2026, 7, 7, 16)),
        ("rsud-maros-ppt", Service.COUNSELLING, None),
        ("dukcapil-maros", Service.DOCUMENTS, None),
        ("polres-maros-ppa", Service.POLICE_REPORT, None),
    ],
)
def test_each_receiver_has_its_time_from_the_receipt(
    travel: Travel, to: str, service: Service, due: datetime | None
) -> None:
    owed = open_promises(accepted(travel, to, service).id).get(Kind.FEEDBACK)
    assert (owed and owed.due_at) == due


def test_news_keep_it(travel: Travel) -> None:
    referral = accepted(travel, "smp-contoh-marusu-bk", Service.SCHOOLING)
    by_phone("start", referral.id, actions.Begun(MONDAY))
    assert Kind.FEEDBACK in open_promises(referral.id)
    by_phone("progress", referral.id, actions.News("Tempatnya dijaga, biaya dibebaskan."))
    assert Kind.FEEDBACK not in open_promises(referral.id)


def test_so_does_the_end_of_the_service(travel: Travel) -> None:
    referral = accepted(travel, "smp-contoh-marusu-bk", Service.SCHOOLING)
    by_phone("start", referral.id, actions.Begun(MONDAY))
    by_phone("complete", referral.id, actions.Result(Outcome.HELPED, "Kembali bersekolah."))
    assert set(open_promises(referral.id)) == {Kind.CONFIRM}


def test_after_a_waiting_list_it_counts_from_the_acceptance(travel: Travel) -> None:
    travel(FRIDAY)
    sent = given.referral(
        to="smp-contoh-marusu-bk", service=Service.SCHOOLING, share=Compartment.IDENTITY
    )
    by_phone("waitlist", sent.id, actions.Waiting(FRIDAY + timedelta(days=30), "Bersama bibi."))
    later = FRIDAY + timedelta(days=30)
    travel(later)
    by_phone("accept", sent.id, actions.Promised(later + timedelta(hours=1)))
    assert open_promises(sent.id)[Kind.FEEDBACK].due_at == later + timedelta(days=14)
