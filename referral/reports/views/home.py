"""Hari ini: each person's own day, by what the role is here for."""

from flask import Blueprint, render_template

from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.policy import SHARABLE, Permission, Role
from referral.reports import queries
from referral.web import current_actor, requires

bp = Blueprint("home", __name__)
SHORT = 5


@bp.get("/")
@requires(Permission.SELF_READ)
def show() -> str:
    return _DAYS.get(current_actor.role, _worker)()


def _worker() -> str:
    ours = queries.waiting_for_us(current_actor)
    head = current_actor.role is Role.UNIT_HEAD
    incoming = queries.incoming(current_actor)
    others = queries.waiting_for_others(current_actor)
    return render_template(
        "home/worker.html",
        first=[task for task in ours.tasks if task.harm.presses],
        rest=[task for task in ours.tasks if not task.harm.presses],
        ours=ours,
        today=queries.appointments(current_actor),
        others=others[: queries.OTHERS],
        elsewhere={"children": len(others), "late": sum(line.late for line in others)},
        counts=queries.counts(current_actor, incoming) if head else None,
        watch=directory.watches([current_actor.unit_id])[current_actor.unit_id],
    )


def _volunteer() -> str:
    found = queries.reports(current_actor)
    most = queries.REPORTS
    return render_template("home/volunteer.html", reports=found[:most], more=len(found) > most)


def _supervisor() -> str:
    first = queries.unclaimed(current_actor)
    page = queries.late(current_actor).without(first)
    only = current_actor.districts[0] if len(current_actor.districts) == 1 else None
    units, _desks = _unkept(only)
    return render_template(
        "home/supervisor.html",
        lines=[*first, *page.lines][:SHORT],
        counts=queries.counts(current_actor),
        units=units,
    )


def _office() -> str:
    """The administrator and the auditor: nothing of a case, but whether the desks are kept."""
    units, desks = _unkept()
    return render_template("home/office.html", units=units, desks=desks)


def _unkept(district: str | None = None) -> tuple[list[Unit], int]:
    """The desks that receive children where nobody's turn runs now, and how many there are."""
    units = [unit for unit in directory.desks(area_code=district) if unit.kind in SHARABLE]
    watches = directory.watches([unit.id for unit in units])
    return [unit for unit in units if watches[unit.id].empty], len(units)


_DAYS = {
    Role.VOLUNTEER: _volunteer,
    Role.DISTRICT_SUPERVISOR: _supervisor,
    Role.PROVINCIAL_SUPERVISOR: _supervisor,
    Role.ADMINISTRATOR: _office,
    Role.AUDITOR: _office,
}
