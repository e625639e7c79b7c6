"""A life of a case as a machine: whatever somebody may do next, done by the pages' own verbs."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.actions.armed import fire_rules
from referral.cases.models import CaseFile, ContactWith
from referral.directory import actions as desks
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.directory.queries.duty import today
from referral.intake.signs import Sign
from referral.referrals import actions
from referral.referrals.models import HURRIED, SENDER_STEPS, Kind, Referral, Status, Step
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Risk, Urgency
from referral.reports import actions as reports
from tests.make import wita
from tests.referrals import given
from tests.referrals.asked import DINSOS
from tests.worker.house import House

Act = Callable[[], object]
BEGINS = wita(2026, 6, 8, 9)
WEDDING: dict[str, Any] = {"signs": frozenset({Sign.WEDDING}), "wedding_on": date(2026, 7, 22)}
ASKED: tuple[dict[str, Any], ...] = ({}, DINSOS)
DESKS = {
    "polres-maros-ppa": "polisi_maros",
    "dinsos-maros-rehsos": "dinsos_maros",
    "upt-ppa-sulsel": "provinsi",
    "uptd-ppa-bone": "mk_bone",
    "uptd-ppa-maros": "mk_maros",
}
"""Who answers at the desk of each unit that is asked here."""
OTHER = {"uptd-ppa-maros": "uptd-ppa-bone", "uptd-ppa-bone": "uptd-ppa-maros"}
HEAD, COLLEAGUE = "kepala_maros", "piket_maros"
PASSES = [timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=4),
          timedelta(days=20)]  # fmt: skip
STANDS = "SELECT FROM follow_up WHERE kind = 'hold_review' AND done_at IS NULL AND {}"
CASE = """
SELECT c.risk, u.code AS unit, p.username AS manager, c.manager_id
FROM case_file c JOIN unit u ON u.id = c.unit_id JOIN person p ON p.id = c.manager_id"""
HANDED = """
SELECT r.id, t.code AS unit FROM referral r JOIN unit t ON t.id = r.to_unit_id
WHERE r.kind <> 'village_report' ORDER BY r.number"""
UNSIGNED = "SELECT FROM follow_up WHERE kind = 'sign_off' AND done_at IS NULL AND referral_id = :id"
AWAY = "SELECT FROM absence WHERE person_id = :id AND until > app_now()"


class Life:
    """One case of Maros with a referral to each of two desks, lived through pages' own verbs."""

    def __init__(self, house: House) -> None:
        self.house, self.now = house, BEGINS
        house.clean()
        house.at(BEGINS)
        with house.web():
            case, _manager = given.open_case(**WEDDING)
            self.case = case.id
            for asked in ASKED:
                given.referral(case=case, **asked | {"urgency": Urgency.HOURS_24})

    def choices(self) -> dict[str, list[Act]]:
        """All that somebody could do now, by the class of the step."""
        found: dict[str, list[Act]] = {}
        self.stands = self.house.sql(CASE)[0]
        with self.house.web():
            acts = [*self._of_case(), *self._of_people()]
            manager = given.acting(self.stands.manager)
            for row in self.house.sql(HANDED):
                acts += self._of_referral(DESKS[row.unit], given.found(row.id, manager))
        for name, act in acts:
            found.setdefault(name, []).append(act)
        return found

    def _of_case(self) -> Iterator[tuple[str, Act]]:
        case = policy.find(CaseFile, self.case, given.acting(self.stands.manager))
        for risk in Risk:
            if risk > case.risk:
                yield "risk rises", partial(self.risk, risk)
            elif risk < case.risk and self.stands.unit == "uptd-ppa-maros":
                yield "risk falls", partial(self.risk, risk)
        yield "contact", self.contact
        kinds = frozenset(promise.kind for promise in cases.can_wait(case))
        if self.house.sql(STANDS.format("referral_id IS NULL")):
            yield "case resume", partial(self.manager, cases.resume)
        elif kinds:
            yield "case pause", partial(self.pause, kinds)
        offered = self.house.sql(
            "SELECT FROM referral WHERE kind = 'transfer' AND status IN ('sent', 'needs_info')"
        )
        if not offered:
            yield "offer", self.offer

    def _of_people(self) -> Iterator[tuple[str, Act]]:
        """What people of Maros say of themselves while the case is theirs."""
        if self.stands.unit != "uptd-ppa-maros":
            return
        yield "leave", self.leave
        if self.stands.manager != HEAD:
            yield "relieve", self.relieve
            gone = self.house.sql(AWAY, id=self.stands.manager_id)
            yield ("back" if gone else "away"), partial(self.absence, back=bool(gone))

    def _of_referral(self, desk: str, referral: Referral) -> Iterator[tuple[str, Act]]:
        yield from self._steps(desk, referral)
        this = referral.id
        if referral.status in HURRIED and referral.urgency is not Urgency.DARURAT:
            yield "hurry", partial(self.hurry, this)
        if referral.status in HURRIED and referral.claimed_by_id is None:
            yield "claim", partial(self.one, actions.claim, desk, this)
        if (
            referral.status in (Status.ACCEPTED, Status.IN_SERVICE)
            and referral.kind is not Kind.TRANSFER
        ):
            if referral.held_until:
                yield "resume", partial(self.one, actions.resume, desk, this)
            else:
                yield "hold", partial(self.hold, desk, this)
        if self.stands.unit == "uptd-ppa-maros" and self.house.sql(UNSIGNED, id=this):
            yield "sign", partial(self.one, actions.sign_off, HEAD, this, "")

    def _steps(self, desk: str, referral: Referral) -> Iterator[tuple[str, Act]]:
        """Those of the table that somebody here may take."""
        this, transfer = referral.id, referral.kind is Kind.TRANSFER
        for step in referral.open_steps():
            if step is Step.FORWARD and self._knows(referral, Step.FORWARD):
                yield "reroute", partial(self.step, self.stands.manager, step.value, this)
            if self._knows(referral, Step(step)):
                name = f"transfer {step}" if transfer else f"{step}"
                if step is Step.REOPEN and self.stands.unit != "uptd-ppa-maros":
                    name = "reopen elsewhere"
                yield name, partial(self.step, desk, step.value, this)

    def _knows(self, referral: Referral, step: Step) -> bool:
        """Whether somebody here may take this step of the table."""
        if step is Step.VOID:
            return self.stands.unit == "uptd-ppa-maros"
        if step is Step.FORWARD:
            return referral.to_unit_id == given.unit("polres-maros-ppa")
        return step is not Step.SEND and not (step is Step.ASK and referral.asked > 1)

    def wait(self, span: timedelta) -> None:
        """Time passes, and the worker comes round on its way and at its end."""
        for part in (span / 2, span):
            self.house.at(self.now + part)
            self.ring()
        self.now += span

    def do(self, act: Act) -> None:
        """One step, and the worker comes round."""
        with self.house.web():
            act()
        self.ring()

    def ring(self) -> None:
        with self.house.worker():
            fire_rules()
        self.house.tick()

    def manager(self, verb: Callable[..., Any], *told: Any) -> None:
        who = given.acting(self.stands.manager)
        verb(policy.find(CaseFile, self.case, who), *told, by=who)

    def one(self, verb: Callable[..., Any], username: str, id: UUID, *told: Any) -> None:
        who = given.acting(username)
        verb(given.found(id, who), *told, by=who)

    def contact(self) -> None:
        made = cases.Made(db.now(), ContactWith.CHILD, True, "x")
        self.manager(cases.add_contact, made)

    def pause(self, kinds: frozenset[Promise]) -> None:
        wait = cases.Pause(kinds, db.now() + timedelta(days=9), "Menunggu ibu.")
        self.manager(cases.pause, wait)

    def hold(self, desk: str, id: UUID) -> None:
        wait = actions.Hold(db.now() + timedelta(days=6), "Menunggu ibu.", family=True)
        self.one(actions.hold, desk, id, wait)

    def risk(self, risk: Risk) -> None:
        here = self.stands.unit == "uptd-ppa-maros"
        who = given.acting(HEAD if here else self.stands.manager)
        cases.confirm_risk(policy.find(CaseFile, self.case, who), risk, "Berubah", by=who)

    def step(self, desk: str, verb: str, id: UUID) -> None:
        if verb == "accept" and desk == "provinsi":  # nobody there serves: it answers by phone
            said = actions.Promised(db.now() + timedelta(days=2))
            who, by_phone = given.acting(self.stands.manager), actions.Proxy("Arung", db.now())
            actions.accept(given.found(id, who), said, by=who, proxy=by_phone)
        elif verb == "accept":
            who = given.acting(desk)
            promised = actions.Promised(db.now() + timedelta(days=2), who.id)
            actions.accept(given.found(id, who), promised, by=who)
        elif verb == "void":
            given.take(verb, id, by=HEAD)
        else:
            sender = verb in {step.value for step in SENDER_STEPS}
            given.take(verb, id, by=self.stands.manager if sender else desk)

    def hurry(self, id: UUID) -> None:
        self.one(actions.hurry, self.stands.manager, id, Urgency.DARURAT, "Ancaman baru.")

    def offer(self) -> None:
        """The case goes to the other district; from there it may come back."""
        to = OTHER[self.stands.unit]
        self.manager(actions.send, given.request(to, service=Service.COMPLAINT, whole_case=True))

    def leave(self) -> None:
        """The office closes on two days that no leave closes yet."""
        head = given.acting(HEAD)
        (known,) = self.house.sql("SELECT coalesce(max(day), '2000-01-01') FROM unit_leave")[0]
        first = max(today(), known) + timedelta(days=1)
        at = directory.unit(head.unit_id)
        assert at
        desks.plan_leave(at, days=[first, first + timedelta(days=1)], name="Rapat", by=head)

    def relieve(self) -> None:
        """The manager leaves; the head takes over all that was hers."""
        head = given.acting(HEAD)
        at = directory.unit(head.unit_id)
        assert at
        reports.relieve(at, leaver=self.stands.manager_id, by_whom=head.id, by=head)

    def absence(self, *, back: bool) -> None:
        """The manager is away for a month, and a colleague stands in; or she comes back."""
        who = given.acting(self.stands.manager)
        at = directory.unit(who.unit_id)
        assert at
        if back:
            desks.come_back(at, person_id=who.id, by=who)
            return
        until, other = db.now() + timedelta(days=30), given.person(COLLEAGUE).id
        desks.go_away(at, person_id=who.id, since=db.now(), until=until, stand_in_id=other, by=who)
