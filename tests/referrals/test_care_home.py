"""A children's home: nobody asks it but through Dinas Sosial, which sends on what it got."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Compartment, Role
from referral.referrals import actions, queries
from referral.referrals.models import Outcome, Referral, Status
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises

pytestmark = pytest.mark.usefixtures("session")
SHARE = Compartment.IDENTITY | Compartment.STORY
HOME = "lksa-contoh-maros"


def asked(service: Service) -> Referral:
    return given.referral(to="dinsos-maros-rehsos", service=service, share=SHARE)


def sent_on(referral: Referral) -> Referral:
    """Dinas Sosial hands it to the home."""
    desk = given.acting("dinsos_maros")
    there = actions.Onward(given.unit(HOME), "Ada tempat di sana.")
    actions.forward(given.found(referral.id, desk), there, by=desk)
    given.acting("mk_maros")
    return db.session.scalars(sa.select(Referral).where(Referral.parent_id == referral.id)).one()


@pytest.mark.parametrize("service", [Service.SHELTER, Service.CARE_HOME])
def test_dinas_sosial_sends_on_what_its_sender_may_not(
    sign_in: Callable[[str], Browser], service: Service
) -> None:
    referral = asked(service)
    page = sign_in("dinsos_maros").get(f"/referrals/{referral.id}/forward").text
    assert "LKSA Contoh Maros" in page
    manager = given.acting("mk_maros")
    there = actions.Onward(given.unit(HOME), "Langsung saja.")
    with pytest.raises(Refused) as refused:
        actions.forward(given.found(referral.id, manager), there, by=manager)
    assert refused.value.key == "route.other_way"
    home = sent_on(referral)
    assert home.to_unit_id == given.unit(HOME)
    assert Compartment(home.share) == Compartment.IDENTITY, "whom to help, and no story"


def test_the_home_takes_the_child_in_and_the_stay_has_its_clock() -> None:
    home = sent_on(asked(Service.SHELTER))
    newcomer("pengasuh_maros", Role.PROVIDER, unit=HOME)
    carer = given.acting("pengasuh_maros")
    actions.accept(given.found(home.id, carer), actions.Promised(db.now(), carer.id), by=carer)
    carer = given.acting("pengasuh_maros")
    sight = queries.sight(home.id, carer)
    assert actions.read(sight, by=carer).parts.keys() == {Compartment.IDENTITY}
    ends = db.now() + timedelta(days=7)
    stay = {"stay_from": db.now().isoformat(), "stay_until": ends.isoformat()}
    actions.start(given.found(home.id, carer), actions.Begun(db.now(), facts=stay), by=carer)
    given.acting("mk_maros")
    assert open_promises(home.id)[Kind.STAY].due_at == ends
    carer = given.acting("pengasuh_maros")
    left = {"stay_left": db.now().isoformat()}
    done = actions.Result(Outcome.HELPED, "Anak pulang ke bibinya.", facts=left)
    ended = actions.complete(given.found(home.id, carer), done, by=carer)
    assert ended.status is Status.COMPLETED
    given.acting("mk_maros")
    assert set(open_promises(home.id)) == {Kind.CONFIRM}
