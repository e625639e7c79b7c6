"""The stage of the demo: the one clock set back, one of the cast acting, one invented child."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory.models import Area
from referral.people import queries as people
from referral.policy import Actor
from referral.referrals.models import Referral

_SET = sa.text("UPDATE app_clock SET ahead = CAST(:moment AS timestamptz) - now()")
_RESET = sa.text("UPDATE app_clock SET ahead = '0'")


class Stage:
    """Who acts when: each beat in a session of its own, as the web role."""

    def __init__(self, owner: sa.Connection, seed: int) -> None:
        self._owner = owner
        self._cast: dict[str, Actor] = {}
        self.dice = Random(seed)  # noqa: S311 - a play, no secret
        self.began = datetime.now(UTC)

    def enter(self, username: str, ago: timedelta) -> Actor:
        """From now on this person acts, at that time before the play began."""
        db.end_reading()
        self._owner.execute(_SET, {"moment": self.began - ago})
        if username not in self._cast:
            self._cast[username] = people.actor(username)
            db.end_reading()
        actor = self._cast[username]
        db.acting(actor.id, actor.unit_id)
        return actor

    def villages(self, district: str) -> list[str]:
        """The codes of a district's villages."""
        inside = Area.code.startswith(f"{district}.")
        query = sa.select(Area.code).where(Area.level == 4, inside).order_by(Area.code)  # noqa: PLR2004
        return list(db.session.scalars(query))

    def close(self) -> None:
        """The clock is real again."""
        db.session.remove()
        self._owner.execute(_RESET)


@contextmanager
def stage(owner_url: str, seed: int) -> Iterator[Stage]:
    """A stage; the clock is set right whatever happens on it."""
    engine = sa.create_engine(owner_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as owner:
        opened = Stage(owner, seed)
        try:
            yield opened
        finally:
            opened.close()


@dataclass
class Scene:
    """One child's story while it is played: what was opened and sent so far."""

    stage: Stage
    district: str
    instead: Mapping[str, str] = field(default_factory=dict)
    """Who plays another's part in this story."""
    by: Actor = field(init=False)
    case_id: UUID = field(init=False)
    report_id: UUID = field(init=False)
    sent: dict[str, UUID] = field(default_factory=dict)
    """Referrals by the code of the unit they went to."""

    def cast(self, who: str) -> str:
        """Who plays this part."""
        return self.instead.get(who, who)

    @property
    def case(self) -> CaseFile:
        """The case as whoever acts finds it."""
        return policy.find(CaseFile, self.case_id, self.by)

    @property
    def report(self) -> Referral:
        """The village report."""
        return policy.find(Referral, self.report_id, self.by)

    def referral(self, unit: str) -> Referral:
        """What was sent to that unit."""
        return policy.find(Referral, self.sent[unit], self.by)


Do = Callable[[Scene], object]


@dataclass(frozen=True)
class Beat:
    """One thing done by one of the cast, so long before the play began."""

    ago: timedelta
    who: str
    do: Do


def play(scenes: list[tuple[Scene, tuple[Beat, ...]]]) -> None:
    """All stories at once, in the order of time."""
    beats = [(beat, scene) for scene, story in scenes for beat in story]
    for beat, scene in sorted(beats, key=lambda one: -one[0].ago):
        scene.by = scene.stage.enter(scene.cast(beat.who), beat.ago)
        beat.do(scene)
