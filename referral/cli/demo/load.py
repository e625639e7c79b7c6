"""Loading the demo: the world, who is on duty, and the stories, played in the order of time."""

from datetime import timedelta

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.cli.cast import EVERYBODY
from referral.cli.demo.roads import d, h
from referral.cli.demo.stage import Scene, Stage, play, stage
from referral.cli.demo.stories import stories
from referral.cli.world import load_world
from referral.directory import actions as rota
from referral.directory import queries as directory
from referral.outbox import InboxItem
from referral.reminders import actions as reminders

ON_DUTY = ("piket_maros", "polisi_maros", "dinsos_maros", "mk_makassar", "puspaga_maros")
SECOND = {"mk_maros": "mk2_maros"}
"""One manager does not hold all cases of Maros: of three stories two are her colleague's."""
AWAY = {"rs_maros": d(2), "mk_bone": d(1)}


def load(owner_url: str, *, cases: int, seed: int) -> int:
    """Load what is missing; how many cases were added: none where there are any."""
    with db.as_role(owner_url):
        load_world(EVERYBODY)
        if db.session.scalar(sa.select(sa.literal(1)).select_from(CaseFile).limit(1)):
            return 0
    with stage(owner_url, seed) as opened:
        _plan_duty(opened)
        told = [
            (Scene(opened, place, SECOND if n % 3 else {}), beats)
            for n, (place, beats) in enumerate(stories(cases))
        ]
        play(told)
        _read_inboxes(opened)
    return len(told)


def _plan_duty(opened: Stage) -> None:
    """Some desks are kept, two are empty, one has a deputy."""
    for username in ON_DUTY:
        by = opened.enter(username, d(1))
        unit = directory.unit(by.unit_id)
        if unit is not None:
            now = db.now()
            until = now + timedelta(days=30)
            rota.put_on_duty(unit, person_id=by.id, since=now, until=until, by=by)
    for username, left in AWAY.items():
        by = opened.enter(username, h(9))
        unit = directory.unit(by.unit_id)
        if unit is not None:
            until = opened.began + left
            rota.go_away(
                unit, person_id=by.id, since=db.now(), until=until, stand_in_id=None, by=by
            )


def _read_inboxes(opened: Stage) -> None:
    """Everybody has read what came until some hours ago."""
    for part in EVERYBODY:
        by = opened.enter(part.username, h(6))
        came = sa.select(InboxItem.key).where(InboxItem.visible_to(by), InboxItem.at <= db.now())
        newest = db.session.scalar(came.order_by(InboxItem.id.desc()).limit(1))
        if newest is not None:
            reminders.see_all(newest, by=by)
