"""Grants, exclusions and ends thrown at random upon the demo's cases, and what they come to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from tests.worker.house import House

GRANTS, FAR = 20, timedelta(days=3000)
SEALED = ("identity", "story", "health", "alleged", "online", "place", "reporter")
GIVE = (
    "INSERT INTO access_grant (case_id, person_id, unit_id, compartments, basis, basis_id, since,"
    " until) VALUES (:case, :person, :unit, :mask, :basis, :about, :since, :until)"
)
PEOPLE = (
    "SELECT id, unit_id, username, CASE WHEN active THEN role END AS role FROM person"
    " ORDER BY username"
)
SIGNED = "UPDATE referral_event SET step = 'signed' WHERE id % 5 = 0"
WROTE = (
    "INSERT INTO message (key, person_id, channel, kind, case_id, at, state, urgent, not_before,"
    " attempts, fence) VALUES (gen_random_uuid(), :p, 'mail', 'case_news', :c, app_now(),"
    " 'planned', false, app_now(), 0, 0)"
)
WATCH = (
    "SELECT a.unit_id, f.id FROM area_grant a JOIN unit u ON u.id = a.unit_id JOIN case_file f"
    " ON f.district_code = a.district_code AND (f.above_at IS NULL OR u.kind = 'upt_province')"
    " WHERE a.until > :now"
)
ABOVE = (
    "UPDATE case_file SET above_at = app_now() WHERE right(number, 1) = '3' AND set_config("
    "'app.unit', (SELECT u.id::text FROM unit u WHERE u.kind = 'upt_province' LIMIT 1), true) <> ''"
)
"""Some lie above the district: the province alone watches over them."""
ONCE_WATCHED = (
    "INSERT INTO area_grant (unit_id, district_code, since, until) SELECT DISTINCT p.unit_id,"
    " '73.09', CAST(:now AS timestamptz) - interval '9 days', CAST(:now AS timestamptz)"
    " - interval '1 day' FROM person p WHERE NOT EXISTS (SELECT FROM area_grant a"
    " WHERE a.unit_id = p.unit_id AND a.district_code = '73.09')"
)
"""Until yesterday everybody watched over Maros."""
BROKEN = (
    "INSERT INTO break_glass (id, case_id, person_id, compartments, reason, at, until, sealed)"
    " VALUES (:id, :c, :p, 4, 'danger', :at, :at, 'x')"
)
HIDE = (
    "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
    " VALUES (:p, :c, 'relative', app_now(), :p)"
)


@dataclass(frozen=True)
class Ground:
    """What one person stands on in one case: live grants, and whether he watches over it."""

    person: UUID
    unit: UUID
    role: str = ""
    watches: bool = False
    shut: bool = False
    grants: tuple[Any, ...] = ()

    def holds(self, parts: int, *, but: tuple[int, ...] = ()) -> bool:
        """Whether a grant opens one of these parts."""
        return any(one.compartments & parts and one.basis not in but for one in self.grants)

    def on(self, about: UUID | None, *bases: int) -> bool:
        """Whether a grant stands on this very thing, on one of these bases; None: whatever."""
        return any(
            (about is None or one.basis_id == about) and (not bases or one.basis in bases)
            for one in self.grants
        )


class Grounds:
    """Throws them, and says what each comes to, by rules written here."""

    def __init__(self, house: House, chance: Random) -> None:
        self.house, self.chance = house, chance
        self.now: datetime = house.sql("SELECT app_now() AS at")[0].at
        self.cases = house.sql("SELECT id, district_code FROM case_file ORDER BY number")
        house.sql("DELETE FROM access_grant; DELETE FROM exclusion")
        house.sql(SIGNED)
        house.sql("UPDATE person SET role = 'auditor', active = false WHERE username = 'lpsk'")
        house.sql(ONCE_WATCHED, now=self.now)
        self.people = house.sql(
            "SELECT id, unit_id, username, CASE WHEN active THEN role END AS role FROM person"
            " ORDER BY username"
        )
        for name in SEALED:
            house.sql(
                f"INSERT INTO case_{name} (case_id, version, sealed)"  # noqa: S608 - ours
                " SELECT id, 1, 'x'"
                " FROM case_file ON CONFLICT DO NOTHING"
            )
        house.sql(ABOVE)
        for case in self.cases:
            self._hide(case.id)
            self._throw(case.id)
        house.sql("ANALYZE")
        self._read()

    def _throw(self, case_id: UUID) -> None:
        abouts = self.house.sql(
            "SELECT id FROM referral WHERE case_id = :c UNION ALL SELECT :c ORDER BY 1", c=case_id
        )
        for _grant in range(GRANTS):
            whom = self.chance.choice(self.people)
            unit = self.chance.random() < 0.3
            parts = self.chance.sample([1 << n for n in range(12)], self.chance.randrange(5))
            self.house.sql(
                GIVE,
                case=case_id,
                person=None if unit else whom.id,
                unit=whom.unit_id if unit else None,
                mask=sum(parts),
                basis=self.chance.randint(1, 11),
                about=self.chance.choice([None, *(one.id for one in abouts)]),
                since=self.now + timedelta(days=self.chance.choice((-9, -9, 9))),
                until=self.now + self.chance.choice((FAR, FAR, FAR, -timedelta(days=1))),
            )
        self._break(case_id)

    def _hide(self, case_id: UUID) -> None:
        """Before the grants: whoever is shut out holds nothing from then on."""
        for whom in self.chance.sample(self.people, 4):
            self.house.sql(HIDE, p=whom.id, c=case_id)
            self.house.sql(WROTE, p=whom.id, c=case_id)
        self.house.sql(WROTE, p=self.chance.choice(self.people).id, c=case_id)

    def _break(self, case_id: UUID) -> None:
        """Somebody has broken its glass, a year ago, and may hold nothing of it any more."""
        facts = {"c": case_id, "p": self.chance.choice(self.people).id, "id": uuid4()}
        self.house.sql(BROKEN, **facts, at=self.now - timedelta(days=365))
        self.house.sql(
            "INSERT INTO keys.data_key VALUES (:id, :c, 'x', 1)", id=facts["id"], c=case_id
        )

    def _read(self) -> None:
        now = {"now": self.now}
        live = "SELECT * FROM access_grant WHERE since <= :now AND until > :now"
        self._grants = defaultdict(list)
        for one in self.house.sql(live, **now):
            self._grants[one.case_id].append(one)
        self.hidden = {tuple(o) for o in self.house.sql("SELECT person_id, case_id FROM exclusion")}
        self._watch = {tuple(one) for one in self.house.sql(WATCH, **now)}

    def of(self, whom: Any, case_id: UUID) -> Ground:
        """What this person stands on there; nothing where he is shut out."""
        if (whom.id, case_id) in self.hidden:
            return Ground(whom.id, whom.unit_id, whom.role, shut=True)
        his = (
            g for g in self._grants[case_id] if whom.id == g.person_id or whom.unit_id == g.unit_id
        )
        watches = (whom.unit_id, case_id) in self._watch
        return Ground(whom.id, whom.unit_id, whom.role, watches, grants=tuple(his))
