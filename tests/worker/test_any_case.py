"""Any life of a case: risks move, weeks pass, two desks answer, clocks wait; nothing is silent."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.actions.armed import fire_rules
from referral.cases.models import CaseFile, ContactWith
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.policy import Basis, Compartment
from referral.referrals import actions
from referral.referrals.models import HURRIED, Referral, Status, Step
from referral.reminders import queries
from referral.reminders.limits import Kind, Risk, Urgency
from tests.make import wita
from tests.referrals import given
from tests.referrals.test_any_life import DESK_OWES, OWED, SEEN
from tests.worker.house import House

BEGINS = wita(2026, 6, 8, 9)
WEDDING: dict[str, Any] = {"signs": frozenset({Sign.WEDDING}), "wedding_on": date(2026, 7, 22)}
DESKS: dict[str, dict[str, Any]] = {
    "polisi_maros": {},
    "dinsos_maros": {
        "to": "dinsos-maros-rehsos", "service": Service.SOCIAL_CARE, "share": Compartment.IDENTITY,
    },
}  # fmt: skip
NOT_HERE = (Step.SEND, Step.VOID, Step.FORWARD)
PASSES = [timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=4),
          timedelta(days=20)]  # fmt: skip
BROKEN = {
    "one open owner for every need": """
        SELECT kind FROM follow_up WHERE done_at IS NULL
        GROUP BY case_id, referral_id, kind HAVING count(*) > 1""",
    "the owner is of the owing unit": """
        SELECT f.kind FROM follow_up f LEFT JOIN person p ON p.id = f.owner_person_id
        WHERE f.done_at IS NULL AND p.unit_id <> f.owner_unit_id""",
    "nothing late is silent: told, or its rung is held": """
        SELECT f.kind FROM follow_up f LEFT JOIN referral r ON r.id = f.referral_id
        LEFT JOIN ladder l ON l.follow_up_id = f.id
        WHERE f.done_at IS NULL AND f.due_at < app_now() AND f.kind <> 'send'
            AND NOT (f.kind = 'answer' AND r.urgency = 'darurat' AND r.claimed_at IS NULL)
            AND NOT EXISTS (SELECT FROM inbox_item i WHERE i.follow_up_id = f.id)
            AND coalesce(l.next_at, '9999-12-31') > app_now() + interval '9 hours'""",
    "nobody hears of what stands still or is no more": """
        SELECT f.kind FROM inbox_item i JOIN follow_up f ON f.id = i.follow_up_id
        WHERE i.kind = 'reminder' AND (i.at > f.done_at
            OR (i.at > f.paused_at AND i.at < f.paused_until))""",
    "what stands still is not of law and was not late": """
        SELECT kind FROM follow_up WHERE paused_until > app_now() AND done_at IS NULL
            AND (due_at < paused_until OR kind IN ('police_report', 'police_protection',
                'protection_lpsk', 'takedown', 'law_follow_up', 'lpsk_decision'))""",
    "the desk reads the due that stands": """
        SELECT r.number FROM referral r JOIN follow_up f ON f.referral_id = r.id
        WHERE r.status = 'sent' AND f.kind = 'answer' AND f.done_at IS NULL
            AND f.due_at <> r.answer_by""",
}
GRANTS = """
SELECT DISTINCT g.basis FROM access_grant g JOIN referral r ON r.id = g.basis_id
WHERE r.id = :id AND g.unit_id = r.to_unit_id AND g.until > app_now()"""
OPEN = "SELECT kind, owner_unit_id FROM follow_up WHERE referral_id = :id AND done_at IS NULL"


class Life:
    """One case of Maros with a referral to each of two desks, lived through pages' own verbs."""

    def __init__(self, house: House) -> None:
        self.house, self.now = house, BEGINS
        house.clean()
        house.at(BEGINS)
        with house.web():
            case, _manager = given.open_case(**WEDDING)
            self.case = case.id
            self.sent = {
                desk: given.referral(case=case, urgency=Urgency.HOURS_24, **asked).id
                for desk, asked in DESKS.items()
            }

    def choices(self) -> dict[str, Callable[[], None]]:
        """All that somebody could do now."""
        found: dict[str, Callable[[], None]] = {
            f"wait {span}": partial(self.wait, span) for span in PASSES
        }
        with self.house.web():
            manager = given.acting("mk_maros")
            case = policy.find(CaseFile, self.case, manager)
            for risk in Risk:
                if risk != case.risk:
                    found[f"risk {risk}"] = partial(self.risk, risk)
            found["contact"] = self.contact
            if self.house.sql(
                "SELECT FROM follow_up WHERE kind = 'hold_review' AND done_at IS NULL"
                " AND referral_id IS NULL"
            ):
                found["resume"] = partial(self.manager, cases.resume)
            elif kinds := frozenset(promise.kind for promise in cases.can_wait(case)):
                until = timedelta(days=9)
                found["pause"] = lambda: self.manager(
                    cases.pause, cases.Pause(kinds, db.now() + until, "Menunggu ibu.")
                )
            for desk, sent in self.sent.items():
                found |= dict(self.of_referral(desk, given.found(sent, manager)))
        return found

    def of_referral(
        self, desk: str, referral: Referral
    ) -> Iterator[tuple[str, Callable[[], None]]]:
        this = referral.id
        for step in referral.open_steps():
            if step not in NOT_HERE and not (step is Step.ASK and referral.asked > 1):
                yield f"{desk} {step}", partial(self.step, desk, step.value, this)
        if referral.status in HURRIED and referral.urgency is not Urgency.DARURAT:
            yield f"{desk} hurry", partial(self.hurry, this)
        if referral.status in (Status.ACCEPTED, Status.IN_SERVICE):
            verb = "resume" if referral.held_until else "hold"
            yield f"{desk} {verb}", partial(self.hold, desk, this, verb)

    def wait(self, span: timedelta) -> None:
        """Time passes, and the worker comes round on its way and at its end."""
        for part in (span / 2, span):
            self.house.at(self.now + part)
            self.ring()
        self.now += span

    def ring(self) -> None:
        with self.house.worker():
            fire_rules()
        self.house.tick()

    def manager(self, verb: Callable[..., Any], *told: Any) -> None:
        who = given.acting("mk_maros")
        verb(policy.find(CaseFile, self.case, who), *told, by=who)

    def contact(self) -> None:
        self.manager(cases.add_contact, cases.Made(db.now(), ContactWith.CHILD, True, "x"))

    def risk(self, risk: Risk) -> None:
        head = given.acting("kepala_maros")
        cases.confirm_risk(policy.find(CaseFile, self.case, head), risk, "Berubah", by=head)

    def step(self, desk: str, verb: str, id: UUID) -> None:
        if verb == "accept":
            who = given.acting(desk)
            promised = actions.Promised(db.now() + timedelta(days=2), who.id)
            actions.accept(given.found(id, who), promised, by=who)
        else:
            sender = verb in {"reply", "confirm", "reopen", "recall"}
            given.take(verb, id, by="mk_maros" if sender else desk)

    def hurry(self, id: UUID) -> None:
        who = given.acting("mk_maros")
        actions.hurry(given.found(id, who), Urgency.DARURAT, "Ancaman baru.", by=who)

    def hold(self, desk: str, id: UUID, verb: str) -> None:
        who = given.acting(desk)
        this = given.found(id, who)
        if verb == "resume":
            actions.resume(this, by=who)
        else:
            wait = actions.Hold(db.now() + timedelta(days=6), "Menunggu ibu.", family=True)
            actions.hold(this, wait, by=who)

    def check(self) -> None:
        """What must hold whatever was done."""
        for law, query in BROKEN.items():
            assert self.house.sql(query) == [], law
        with self.house.worker():
            assert queries.first_violation() is None
        for row in self.house.sql("SELECT * FROM referral WHERE kind <> 'village_report'"):
            self.check_referral(row)

    def check_referral(self, row: Any) -> None:
        status = Status(row.status)
        always, perhaps = OWED[status]
        owed = self.house.sql(OPEN, id=row.id)
        assert always <= {Kind(one.kind) for one in owed} <= always | perhaps, status
        for one in owed:
            side = row.to_unit_id if Kind(one.kind) in DESK_OWES else row.from_unit_id
            assert one.owner_unit_id == side
        ended = row.completed_at is not None and self.house.sql(
            "SELECT WHERE app_now() > :at", at=row.completed_at + timedelta(days=14)
        )
        seen = None if ended else SEEN.get(status)
        live = {basis for (basis,) in self.house.sql(GRANTS, id=row.id)} - {int(Basis.RESIDUE)}
        assert live == ({int(seen)} if seen else set()), status


@pytest.mark.slow
@whatever(st.data())
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a smaller example would take longer than it helps
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_life_of_a_case_keeps_the_invariants(house: House, data: st.DataObject) -> None:
    life = Life(house)
    for _act in range(9):
        open_ones = life.choices()
        act = open_ones[data.draw(st.sampled_from(sorted(open_ones)))]
        with house.web():
            act()
        life.ring()
        life.check()
