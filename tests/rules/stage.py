"""The stage of the matrix: a case in each state, each part with a word of its own, and who looks.

Made by the verbs that people cause, in a database of its own; committed, and then only looked at.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from referral import db, vault
from referral.cases import actions as cases
from referral.cases.models import CaseFile, Sex
from referral.cases.models.glass import GlassReason, Need
from referral.cases.models.sealed import Health, Online, Place
from referral.cases.models.told import ClosingReason, PhoneOf, Relation, ToldBy
from referral.directory.models import Service
from referral.intake.models import Child, Feared, SafeContact, Teller
from referral.intake.signs import Sign
from referral.policy import Compartment
from referral.referrals import actions
from referral.referrals.models import Referral, Status
from referral.reminders.clocks import local_day
from tests.cases.given import found as find_case
from tests.directory.given import worker
from tests.referrals import given
from tests.rules.people import ACTORS, NEWCOMERS, Act, word
from tests.worker.house import House

C = Compartment


class Stage:
    """Builds the acts, each after its name."""

    def __init__(self, house: House) -> None:
        self.house, self.acts = house, dict[str, Act]()
        self.until = db.now()
        for username, (unit, role) in NEWCOMERS.items():
            worker(unit, username, role)

    def build(self) -> dict[str, Act]:
        """The oldest first: what happened fifteen and eight days ago, and now."""
        for ago, names in PLAN:
            self.house.at(self.until - ago)
            for name in names:
                self.acts[name] = Act(name, uuid4())
                MAKE[name](self, self.acts[name])
        self.house.at(self.until + timedelta(minutes=5))
        given.acting("mk_maros")
        self._finish()
        return self.acts

    def _finish(self) -> None:
        for act in self.acts.values():
            case = self.house.sql("SELECT number FROM case_file WHERE id = :c", c=act.case)[0]
            act.number = case.number
            owed = self.house.sql(PROMISE, c=act.case)
            act.promise = owed[0].id if owed else None
            if act.referral:
                sql = "SELECT number FROM referral WHERE id = :r"
                act.referral_number = self.house.sql(sql, r=act.referral)[0].number
            self.shut_out("paman", act)
        for username in ACTORS:
            self.shut_out(username, self.acts["shut"])

    def shut_out(self, username: str, act: Act) -> None:
        """A conflict of interest, whoever it is."""
        self.house.sql(
            "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
            " SELECT id, :c, 'relative', app_now(), id FROM person WHERE username = :u"
            " ON CONFLICT DO NOTHING",
            c=act.case,
            u=username,
        )

    # How far a case has come.

    def report(self, act: Act, **changes: Any) -> Referral:
        """A volunteer tells it; each part holds its word."""
        told = given.village_report(
            children=(Child(name=word(act.name, "I"), age=14, sex=Sex.FEMALE),),
            words=word(act.name, "T"),
            wish="",
            landmark="",
            told_by=Teller(kind=ToldBy.RELATIVE, name=word(act.name, "W"), phone="0800-555-0001"),
            safe_contact=SafeContact(whose=PhoneOf.RELATIVE, number="0800-555-0002", hours="21.00"),
            feared=Feared(who=word(act.name, "A"), relation=Relation.ONLINE),
            **changes,
        )
        act.case, act.referral, act.letters = told.case_id, told.id, "ITAW"
        return told

    def claimed(self, act: Act) -> Referral:
        """The desk takes it in hand."""
        report, claimer = self.report(act), given.acting("piket_maros")
        return actions.claim(given.found(report.id, claimer), by=claimer)

    def open(self, act: Act, *, law: bool = True, **changes: Any) -> CaseFile:
        """It has a manager, who has written into the parts that a report has not."""
        report, claimer = self.report(act, **changes), given.acting("piket_maros")
        actions.claim(given.found(report.id, claimer), by=claimer)
        case, manager = given.taken_over(report)
        act.letters += "HOP"
        vault.new_key(vault.online_key(case.id), case.id)
        for model in (Health, Online, Place):
            row = model(case_id=case.id)
            row.put({"words": word(act.name, LETTER[model.BIT])})
            db.session.add(row)
        given_goal = cases.Aim("Tujuan", "Ibu", local_day(db.now() + timedelta(days=900)))
        cases.add_goal(case, given_goal, by=manager)
        if law:
            cases.record_lp(case.id, "LP/B/1", db.now(), by=manager)
        sql = "SELECT id FROM case_goal WHERE case_id = :c"
        act.goal = self.house.sql(sql, c=case.id)[0].id
        return case

    def sent(self, act: Act, to: str = "polres-maros-ppa", **changes: Any) -> Referral:
        """A referral; its reason and its summary hold their words."""
        case = self.open(act)
        facts = {"reason": word(act.name, "q"), "summary": f"Perlu {word(act.name, 'y')}."}
        sender = given.acting("mk_maros")
        asked = given.request(to, **{**facts, **changes})
        made = actions.send(find_case(case.id, sender), asked, by=sender)
        act.referral, act.letters = made.id, f"{act.letters}y{'q' if asked.reason else ''}"
        return made

    def draft(self, act: Act) -> None:
        """Half written."""
        case = self.open(act)
        act.referral = given.referral(Status.DRAFT, case).id

    def accepted(self, act: Act, by: str = "polisi_maros", **changes: Any) -> Referral:
        """The desk has taken it up."""
        made, desk = self.sent(act, **changes), given.acting(by)
        promised = actions.Promised(db.now() + timedelta(hours=1), desk.id)
        return actions.accept(given.found(made.id, desk), promised, by=desk)

    def then(self, act: Act, *verbs: str) -> None:
        """The police take it up, and more steps."""
        made = self.accepted(act)
        for verb in verbs:
            given.take(verb, made.id)

    def glass(self, act: Act, by: str) -> None:
        """Somebody breaks the glass: identity and story."""
        self.open(act)
        who = given.acting(by)
        need = Need(C.IDENTITY | C.STORY, GlassReason.DANGER, "Dikurung di rumah, harus segera.")
        cases.break_glass(find_case(act.case, who), need, by=who)
        sql = "SELECT id FROM break_glass WHERE case_id = :c"
        act.glass = self.house.sql(sql, c=act.case)[0].id

    def closed(self, act: Act) -> None:
        """The head has closed it."""
        case = self.open(act, law=False, signs=frozenset({Sign.BULLIED}))
        manager = given.acting("mk_maros")
        cases.ask_closure(find_case(case.id, manager), ClosingReason.GOAL, "Selesai", by=manager)
        head = given.acting("kepala_maros")
        cases.approve(find_case(case.id, head), by=head)

    def company(self, act: Act) -> None:
        """Who told it accompanies the child."""
        case = self.open(act)
        manager = given.acting("mk_maros")
        until = db.now() + timedelta(days=30)
        actions.accompany(find_case(case.id, manager), given.agreed(), until, by=manager)

    def transferred(self, act: Act) -> None:
        """Bone has taken the whole case over."""
        made = self.sent(act, "uptd-ppa-bone", service=Service.COMPLAINT, whole_case=True)
        given.take_over(made)


PROMISE = (
    "SELECT id FROM follow_up WHERE case_id = :c AND done_at IS NULL ORDER BY due_at, id LIMIT 1"
)
LETTER = {C.HEALTH: "H", C.ONLINE: "O", C.PLACE: "P"}
SCHOOL: dict[str, Any] = {
    "to": "smp-contoh-marusu-bk", "service": Service.SCHOOLING, "share": C.IDENTITY,
    "reason": "",
}  # fmt: skip
COLLEAGUE: dict[str, Any] = {
    "to": "uptd-ppa-maros", "service": Service.COUNSELLING, "share": C.IDENTITY | C.STORY,
}  # fmt: skip
Maker = Callable[[Stage, Act], object]
MAKE: dict[str, Maker] = {
    "reported": Stage.report,
    "claimed": Stage.claimed,
    "open": Stage.open,
    "draft": lambda s, a: s.draft(a),
    "sent": Stage.sent,
    "accepted": Stage.accepted,
    "school": lambda s, a: s.accepted(a, "guru_maros", **SCHOOL),
    "colleague": lambda s, a: s.accepted(a, "psikolog_maros", **COLLEAGUE),
    "completed": lambda s, a: s.then(a, "start", "complete"),
    "over": lambda s, a: s.then(a, "start", "complete"),
    "recalled": lambda s, a: s.then(a, "recall"),
    "transferred": Stage.transferred,
    "given": Stage.transferred,
    "closed": Stage.closed,
    "broken": lambda s, a: s.glass(a, "dp3a_maros"),
    "company": Stage.company,
    "shut": Stage.accepted,
}
PLAN = (
    (timedelta(days=15), ("over",)),
    (timedelta(days=8), ("given", "company")),
    (timedelta(), tuple(one for one in MAKE if one not in ("over", "given", "company"))),
)
"""How long ago each happened: past the bounds of fourteen and of seven days."""
