"""`route import` reads who may hand over to whom, and the newest row that has begun holds."""

from pathlib import Path

import pytest

from referral import directory
from referral.directory import queries
from referral.directory.forms import routes
from referral.directory.models import Condition, Service, Way
from referral.policy import SHARABLE, AgencyKind

FILE = Path(directory.__file__).parent / "data" / "referral-routes.csv"
HEAD = "from,to,service,how,when,needs,since\n"
A, W = AgencyKind, Way
TABLE = {
    A.PATBM: "R - L R C R C R - - C -",
    A.SHELTER: "R - L R C R C R - - C -",
    A.UPTD: "R R L R R R R R L L L -",
    A.UPT_PROVINCE: "R - L R R R R R L L L -",
    A.SOCIAL: "R R L R - R R R L - C R",
    A.POLICE: "R R - L L - - - L L - -",
    A.HOSPITAL: "L - L R C - - - - - - -",
    A.SCHOOL: "R - L R C R - - - - - -",
    A.KUA: "R - - - - R - - - - - -",
}
"""The table of domain.md 1.3, in its order of columns."""
TO = {
    A.UPTD: Service.COMPLAINT, A.UPT_PROVINCE: Service.COMPLAINT,
    A.POLICE: Service.POLICE_REPORT, A.HOSPITAL: Service.FORENSIC_EXAM,
    A.SOCIAL: Service.SOCIAL_CARE, A.PUSPAGA: Service.FAMILY_COUNSELLING,
    A.SCHOOL: Service.SCHOOLING, A.DUKCAPIL: Service.DOCUMENTS,
    A.LPSK: Service.RESTITUTION, A.KOMDIGI: Service.TAKEDOWN, A.KUA: Service.MARRIAGE,
    A.LKSA: Service.CARE_HOME,
}  # fmt: skip


def test_the_shipped_file_has_no_wrong_line() -> None:
    assert routes.parse(FILE.read_bytes()).refusals == ()
    assert set(TO) == set(SHARABLE)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("sender", AgencyKind)
def test_the_table_is_the_one_of_the_domain(sender: AgencyKind) -> None:
    held = queries.routes(sender)
    ways = [held.to(kind, service) for kind, service in TO.items()]
    words = " ".join(route.way if route else Way.NONE for route in ways)
    assert words == TABLE.get(sender, " ".join("-" * len(TO)))


@pytest.mark.usefixtures("session")
def test_a_row_of_a_service_goes_before_the_row_of_all() -> None:
    held = queries.routes(A.UPTD)
    report, asked = (held.to(A.POLICE, s) for s in (Service.POLICE_REPORT, Service.PROTECTION))
    assert report
    assert asked
    assert (report.way, asked.way) == (W.LEGAL, W.REFER)
    assert queries.routes(A.PATBM).to(A.DUKCAPIL, Service.SOCIAL_AID) is None


@pytest.mark.parametrize(
    "line",
    ["uptd,dp3a,,R,,,2026-01-01", "uptd,police,,X,,,2026-01-01", "uptd,police,,,,,2026-01-01",
     "polisi,uptd,,R,,,2026-01-01", "uptd,police,visum,L,,,2026-01-01",
     "uptd,police,police_report,R,,,2026-01-01", "uptd,police,,L,,,1 Jan 2026",
     "uptd,police,,L,,123,2026-01-01", "uptd,school,,R,,,2026-01-01",
     "uptd,police,,L,darurat,,2026-01-01", "uptd,lksa,,-,low_risk,,2026-01-01",
     "uptd,police,,L,,2026-01-01"],
)  # fmt: skip
def test_one_wrong_line_refuses_the_whole_file(line: str) -> None:
    parsed = routes.parse(f"{HEAD}uptd,school,,R,,,2026-01-01\n{line}\n".encode())
    assert parsed.rows == ()
    assert [refusal.line for refusal in parsed.refusals] == [3]
    assert all(refusal.reason for refusal in parsed.refusals)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("sender", "to", "when"),
    [
        (A.PATBM, A.HOSPITAL, Condition.EMERGENCY), (A.SHELTER, A.HOSPITAL, Condition.EMERGENCY),
        (A.SCHOOL, A.HOSPITAL, Condition.EMERGENCY), (A.PATBM, A.PUSPAGA, Condition.LOW_RISK),
        (A.SHELTER, A.POLICE, Condition.DANGER), (A.UPTD, A.UPTD, Condition.OTHER_DISTRICT),
        (A.SHELTER, A.PUSPAGA, None), (A.UPTD, A.HOSPITAL, Condition.POLICE_REQUEST),
    ],
)  # fmt: skip
def test_the_conditions_are_those_of_the_domain(
    sender: AgencyKind, to: AgencyKind, when: Condition | None
) -> None:
    route = queries.routes(sender).to(to, TO[to])
    assert route
    assert route.when is when
