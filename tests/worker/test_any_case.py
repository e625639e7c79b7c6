"""Any life of a case: it changes hands, risks move, weeks pass, clocks wait; nothing is silent."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import given as whatever
from hypothesis import strategies as st

from referral.policy import Basis
from referral.referrals.models import Status
from referral.reminders import queries
from referral.reminders.limits import Kind
from tests.referrals.test_any_life import DESK_OWES, OWED, SEEN
from tests.worker.case_life import PASSES, Life
from tests.worker.house import House

BROKEN = {
    "one open owner for every need": """
        SELECT kind FROM follow_up WHERE done_at IS NULL
        GROUP BY case_id, referral_id, kind HAVING count(*) > 1""",
    "the owner is of the owing unit": """
        SELECT f.kind FROM follow_up f LEFT JOIN person p ON p.id = f.owner_person_id
        WHERE f.done_at IS NULL AND p.unit_id <> f.owner_unit_id""",
    "what the case itself owes is owed by the unit that has it": """
        SELECT f.kind FROM follow_up f JOIN case_file c ON c.id = f.case_id
        WHERE f.done_at IS NULL AND f.referral_id IS NULL
            AND f.owner_unit_id <> c.unit_id""",
    "whoever owes it may open the case": """
        SELECT f.kind FROM follow_up f JOIN case_file c ON c.id = f.case_id
        WHERE f.done_at IS NULL AND NOT EXISTS (
            SELECT FROM access_grant g WHERE g.case_id = f.case_id AND g.until > app_now()
                AND (g.person_id = f.owner_person_id OR g.unit_id = f.owner_unit_id))
            AND NOT EXISTS (SELECT FROM area_grant a WHERE a.unit_id = f.owner_unit_id
                AND a.district_code = c.district_code AND a.until > app_now())""",
    "who waits for a desk is who manages the case": """
        SELECT f.kind FROM follow_up f JOIN referral r ON r.id = f.referral_id
        JOIN case_file c ON c.id = f.case_id
        WHERE f.done_at IS NULL AND f.sender_id <> c.manager_id""",
    "what runs is asked by the unit that has the case": """
        SELECT r.number FROM referral r JOIN case_file c ON c.id = r.case_id
        WHERE r.kind <> 'village_report' AND r.from_unit_id <> c.unit_id AND r.status NOT IN
            ('confirmed', 'forwarded', 'recalled', 'void')
            AND NOT (r.kind = 'transfer' AND r.status = 'accepted')""",
    "what was handed on is asked once more, of one desk": """
        SELECT r.number FROM referral r LEFT JOIN referral n ON n.parent_id = r.id
        WHERE r.status = 'forwarded' GROUP BY r.id HAVING count(n.id) <> 1""",
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
    "what stands still is looked at again": """
        SELECT f.kind FROM follow_up f WHERE f.paused_until > app_now() AND f.done_at IS NULL
            AND NOT EXISTS (SELECT FROM follow_up h WHERE h.case_id = f.case_id
                AND h.kind = 'hold_review' AND h.done_at IS NULL)""",
    "no armed rule waits": """
        SELECT FROM case_file WHERE high_at < app_now() AND status <> 'closed'""",
    "the desk reads the due that stands": """
        SELECT r.number FROM referral r JOIN follow_up f ON f.referral_id = r.id
        WHERE r.status = 'sent' AND f.kind = 'answer' AND f.done_at IS NULL
            AND f.due_at <> r.answer_by""",
    "nothing that waits for office hours is due on a day of leave": """
        SELECT f.kind FROM follow_up f JOIN unit_leave d ON d.unit_id = f.owner_unit_id
            AND d.day = CAST(f.due_at AT TIME ZONE 'Asia/Makassar' AS date)
        WHERE f.done_at IS NULL AND f.due_at > app_now() AND f.paused_until IS NULL
            AND f.working_days IS NOT NULL""",
    "only the unit that has the case holds it as its own": """
        SELECT g.basis FROM access_grant g JOIN case_file c ON c.id = g.case_id
        LEFT JOIN person p ON p.id = g.person_id
        WHERE g.until > app_now() AND coalesce(g.unit_id, p.unit_id) <> c.unit_id AND g.basis IN
            (:assignment, :supervision, :duty_desk)""",
    "its manager and its heads hold it": """
        SELECT p.username FROM person p JOIN case_file c ON c.unit_id = p.unit_id
        WHERE p.active AND (p.id = c.manager_id OR p.role = 'unit_head') AND NOT EXISTS (
            SELECT FROM access_grant g WHERE g.case_id = c.id AND g.person_id = p.id
                AND g.until > app_now() AND g.basis = CASE WHEN p.id = c.manager_id
                    THEN :assignment ELSE :supervision END)""",
    "who gave it away reads for a week at most": """
        SELECT FROM access_grant WHERE basis = :transfer AND until > app_now() + interval '7 days'
        """,
    "only its manager works on it, and who stands in while she is away": """
        SELECT FROM access_grant g JOIN case_file c ON c.id = g.case_id
        WHERE g.basis = :assignment AND g.until > app_now() AND g.person_id <> c.manager_id
            AND NOT EXISTS (SELECT FROM absence a WHERE a.id = g.basis_id
                AND a.person_id = c.manager_id AND a.stand_in_id = g.person_id
                AND a.until >= g.until)""",
}
BASES = {basis.name.lower(): int(basis) for basis in Basis}
LAWS = " UNION ALL ".join(f"SELECT '{law}' WHERE EXISTS ({query})" for law, query in BROKEN.items())
HANDED = """
SELECT r.*, r.completed_at < app_now() - interval '14 days' AS corrected, EXISTS (
        SELECT FROM referral n WHERE n.service = r.service AND n.kind = r.kind
            AND n.sent_at > r.sent_at) AS asked_again,
    ARRAY(SELECT DISTINCT g.basis FROM access_grant g LEFT JOIN person p ON p.id = g.person_id
        WHERE g.basis_id = r.id AND coalesce(g.unit_id, p.unit_id) = r.to_unit_id
            AND g.until > app_now()) AS seen,
    ARRAY(SELECT kind FROM follow_up WHERE referral_id = r.id AND done_at IS NULL
        AND owner_unit_id = r.to_unit_id) AS desk_owes,
    ARRAY(SELECT kind FROM follow_up WHERE referral_id = r.id AND done_at IS NULL
        AND owner_unit_id = r.from_unit_id) AS sender_owes,
    ARRAY(SELECT kind FROM follow_up WHERE referral_id = r.id AND done_at IS NULL) AS owed
FROM referral r WHERE r.kind <> 'village_report'"""
OWN = {int(basis) for basis in (Basis.RESIDUE, Basis.ASSIGNMENT, Basis.SUPERVISION,
                                Basis.DUTY_DESK, Basis.TRANSFER)}  # fmt: skip


def check(house: House) -> None:
    """What must hold whatever was done."""
    assert house.sql(LAWS, **BASES) == []
    with house.worker():
        assert queries.first_violation() is None
    for row in house.sql(HANDED):
        owed_by_its_state(row)
        seen_by_its_state(row)


def owed_by_its_state(row: Any) -> None:
    always, perhaps = OWED[Status(row.status)]
    if row.kind == "transfer":
        always = always if row.status != "accepted" else set()
        unsigned = row.status in ("sent", "needs_info", "declined")
        perhaps = {*perhaps, Kind.SIGN_OFF} if unsigned else set()
    if row.asked_again:
        always, perhaps = always - {Kind.RE_PLAN}, perhaps | {Kind.RE_PLAN}
    assert always <= set(row.owed) <= always | perhaps, row.status
    assert set(row.desk_owes) <= DESK_OWES
    assert set(row.sender_owes) == set(row.owed) - DESK_OWES


def seen_by_its_state(row: Any) -> None:
    status = Status(row.status)
    passed = row.kind == "transfer" and status is Status.ACCEPTED
    seen = None if row.corrected or passed else SEEN.get(status)
    assert set(row.seen) - OWN == ({int(seen)} if seen else set()), status


ROADS = (
    ("claim", "ask", "reply", "accept", "start", "complete", "reopen", "fail"),
    ("case pause", "case resume", "away", "back", "hurry", "risk rises", "risk falls"),
    ("waitlist", "accept", "hold", "resume", "start", "complete", "confirm"),
    ("offer", "transfer ask", "transfer reply", "transfer void", "offer", "transfer recall"),
    ("accept", "start", "complete", "offer", "transfer accept", "reopen elsewhere"),
    ("forward", "claim", "accept", "hurry", "reply", "void", "recall"),
    ("offer", "sign", "leave", "relieve", "transfer decline", "decline"),
    ("accept", "start", "complete", "reopen", "offer", "transfer accept", "contact"),
    ("reroute", "away", "back", "case pause", "case resume", "offer", "sign", "transfer void"),
)
"""What a life goes through in this order where it can."""
STEPS = {step for road in ROADS for step in road}
ENDS = {"forward", "void", "recall", "decline", "fail", "reroute", "transfer void",
        "transfer recall", "transfer decline"}  # fmt: skip
"""What cuts a life short: not before its road."""
ACTS = 12


@pytest.mark.slow
def test_any_life_of_a_case_keeps_the_invariants(house: House) -> None:
    lived = sum((along(house, road) for road in ROADS), Counter[str]())
    assert set(lived) == STEPS, "every class of steps was really taken"


def along(house: House, road: tuple[str, ...]) -> Counter[str]:
    """One life by this road; the same in each run."""
    lived: Counter[str] = Counter()

    @seed(ROADS.index(road))
    @settings(
        max_examples=1,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a smaller example would take longer than it helps
        suppress_health_check=[HealthCheck.too_slow],
    )
    @whatever(st.data())
    def any_life(data: st.DataObject) -> None:
        assume(data.draw(st.integers(0, 99)))  # the first example is the dullest
        lived.update(live(Life(house), [*road], data))

    any_life()
    return lived


def live(life: Life, road: list[str], data: st.DataObject) -> Counter[str]:
    """Up to two other steps, the road, then whatever is open; what is done least comes first."""
    done: Counter[str] = Counter()
    before = data.draw(st.integers(0, 2))
    for act in range(ACTS):
        choices = life.choices()
        wanted = [name for name in road if name in choices] if act >= before else []
        free = sorted(set(choices) - (ENDS if act < before else set()))
        rarest = min(done[name] for name in free)
        name = [*wanted, data.draw(st.sampled_from([n for n in free if done[n] == rarest]))][0]
        road = road[road.index(name) + 1 :] if wanted else road
        done[name] += 1
        life.do(data.draw(st.sampled_from(choices[name])))
        check(life.house)
        if span := data.draw(st.sampled_from([None, None, *PASSES])):
            life.wait(span)
            check(life.house)
    return done
