"""Which steps a page offers: those that the state, the role and the grants leave open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask import url_for

from referral.i18n import _
from referral.policy import Compartment, Permission, can
from referral.referrals.models import LIVE, Step, label
from referral.referrals.queries import Sight
from referral.reminders.limits import Kind as Promise

Link = tuple[str, str, str]
KINDS = {Step.DECLINE: "quiet", Step.RECALL: "quiet"}


@dataclass(frozen=True)
class Steps:
    """What can be done from the page: one's own steps, and those written down for a desk."""

    claim: bool
    own: list[Link]
    proxy: list[Link]
    case: str | None


def steps_of(sight: Sight, owed: Collection[Promise]) -> Steps:
    """The steps of this actor, the most needed first; ``owed`` is what is still promised on it."""
    answers = sight.answers and can(sight.actor, Permission.REFERRAL_ANSWER)
    sends = sight.sends and can(sight.actor, Permission.REFERRAL_SEND)
    desk = [_link(sight, step.value, label(step), KINDS.get(step)) for step in sight.desk_steps]
    shell = sight.mask & Compartment.SHELL
    claim = answers and sight.claimable
    own = [*(desk if answers else ()), *(_senders(sight, owed) if sends else ())]
    return Steps(
        claim=claim,
        own=_lead(own, after=claim),
        proxy=_lead(desk) if sends else [],
        case=url_for("cases.show", id=sight.referral.case_id) if shell else None,
    )


def _senders(sight: Sight, owed: Collection[Promise]) -> Iterator[Link]:
    referral = sight.referral
    for step in sight.sender_steps:
        yield _link(sight, step.value, label(step), KINDS.get(step))
    if referral.status in LIVE and not referral.recallable:
        yield _link(sight, "mistake", _("Laporan ini keliru"), "quiet")
    if Promise.RE_PLAN in owed:
        again = url_for("referrals.refer", id=referral.case_id, service=referral.service.value)
        yield _("Rujuk ke meja lain"), again, ""
        yield _link(sight, "plan", _("Penuhi dengan jalan lain"), "second")


def _link(sight: Sight, verb: str, name: str, kind: str | None) -> Link:
    address = url_for(f"referrals.{verb}", id=sight.referral.id)
    return name, address, "second" if kind is None else kind


def _lead(links: list[Link], *, after: bool = False) -> list[Link]:
    """The first one leads, unless a button stands before it."""
    return [
        (name, href, kind if i or after or kind == "quiet" else "")
        for i, (name, href, kind) in enumerate(links)
    ]
