"""Who may let a volunteer accompany a child, and how far: raw SQL as the web role."""

from typing import Any

import pytest
import sqlalchemy as sa
from psycopg.errors import InsufficientPrivilege

from referral import db
from tests.referrals import given

COMPANY = sa.text(
    "INSERT INTO access_grant (case_id, person_id, compartments, basis, basis_id, since, until)"
    " VALUES (:case, :person, :mask, 9, :about, app_now(), app_now() + make_interval(days => :n))"
)
AGREED = sa.text(
    "INSERT INTO consent (id, case_id, agency_id, service, giver, assent, how, language,"
    " interpreter, contact, statistics, text, at, until, by_person_id)"
    " SELECT gen_random_uuid(), :case, agency_id, 'social_care', 'child', 'yes', 'spoken',"
    " 'indonesian', false, false, false, 1, app_now(), app_now() + interval '180 days', :by"
    " FROM unit WHERE id = :unit RETURNING id"
)


def let_accompany(by: str, to: str, *, mask: int = 1, n: int = 60, agreed: bool = True) -> None:
    """Give somebody the shell of an open case on a consent, as raw SQL."""
    case, manager = given.open_case()
    facts = {"case": case.id, "by": manager.id, "unit": manager.unit_id}
    about = db.session.scalar(AGREED, facts) if agreed else case.id
    whom, _who = given.person(to), given.acting(by)
    row = {"case": case.id, "person": whom.id, "mask": mask, "about": about, "n": n}
    db.session.execute(COMPANY, row)


@pytest.mark.parametrize("by", ["mk_maros", "kepala_maros"])
@pytest.mark.usefixtures("session")
def test_who_told_it_is_let_see_the_shell_on_consent(by: str) -> None:
    let_accompany(by, "relawan_maros", n=90)


@pytest.mark.parametrize(
    ("by", "to", "more"),
    [
        ("mk_maros", "relawan_maros", {"n": 91}),
        ("mk_maros", "relawan_maros", {"mask": 5}),
        ("mk_maros", "relawan_maros", {"agreed": False}),
        ("mk_maros", "relawan_bone", {}),
        ("mk_maros", "polisi_maros", {}),
        ("relawan_maros", "relawan_maros", {}),
        ("dp3a_maros", "relawan_maros", {}),
    ],
)
@pytest.mark.usefixtures("session")
def test_nobody_accompanies_a_child_without_its_ground(
    by: str, to: str, more: dict[str, Any]
) -> None:
    with pytest.raises(sa.exc.ProgrammingError) as caught:
        let_accompany(by, to, **more)
    assert isinstance(caught.value.orig, InsufficientPrivilege)
