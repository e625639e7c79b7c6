"""Which steps a page offers: those that the state, the role and the grants leave open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask import url_for

from referral.i18n import _
from referral.policy import Compartment, Permission, can
from referral.referrals import queries
from referral.referrals.models import HURRIED, LIVE, Kind, Status, Step, label
from referral.referrals.queries import Sight
from referral.reminders.limits import OWN_LAW, Urgency
from referral.reminders.limits import Kind as Promise

Link = tuple[str, str, str]
KINDS = {
    Step.WAITLIST: "quiet",
    Step.FORWARD: "quiet",
    Step.DECLINE: "quiet",
    Step.FAIL: "quiet",
    Step.REOPEN: "quiet",
    Step.RECALL: "quiet",
}
RUNNING = (Status.ACCEPTED, Status.IN_SERVICE)


@dataclass(frozen=True)
class Steps:
    """What can be done from the page: one's own steps, and those written down for a desk."""

    claim: bool
    own: list[Link]
    resume: bool
    proxy: list[Link]
    case: str | None


def steps_of(
    sight: Sight, owed: Collection[Promise], desks: Collection[Step], *, other_desk: bool = False
) -> Steps:
    """The steps of this actor, the most needed first; ``owed`` is what is still promised on it.

    ``desks`` are the steps that the desk can take; ``other_desk``: the sender may turn to another.
    """
    answers = sight.answers and can(sight.actor, Permission.REFERRAL_ANSWER)
    sends = sight.sends and can(sight.actor, Permission.REFERRAL_SEND)
    desk = [_link(sight, step.value, label(step), KINDS.get(step)) for step in desks]
    claim = answers and sight.claimable
    head = sends and can(sight.actor, Permission.CASE_DECIDE)
    own = [
        *(_decides(sight, owed) if head else ()),
        *(_unsent(sight, owed, head=head) if sends else ()),
        *(desk if answers else ()),
        *(_while_it_runs(sight) if answers else ()),
        *(_senders(sight, owed) if sends else ()),
        *([_link(sight, "reroute", _("Cari meja lain"), "quiet")] if other_desk else ()),
    ]
    if head and Step.VOID in sight.open_steps and sight.referral.sent_at:
        own.append(_link(sight, Step.VOID.value, label(Step.VOID), "quiet"))
    return Steps(
        claim=claim,
        own=_lead(own, after=claim),
        resume=answers and sight.referral.held_until is not None,
        proxy=_lead([*desk, *_news(sight)]) if sends and _elsewhere(sight) else [],
        case=_case(sight),
    )


def _elsewhere(sight: Sight) -> bool:
    """Another unit's desk answers, of which the sender may write down what it said."""
    return not (sight.referral.moves_the_case or sight.referral.within)


def _case(sight: Sight) -> str | None:
    seen = sight.mask & Compartment.SHELL
    return url_for("cases.show", id=sight.referral.case_id) if seen else None


def _decides(sight: Sight, owed: Collection[Promise]) -> Iterator[Link]:
    """What waits for a head's word."""
    if Promise.SIGN_OFF in owed:
        yield _link(sight, "sign_off", _("Setujui dasar membagi data"), None)
    if Promise.WITHDRAWAL in owed:
        yield _link(sight, "decide_withdrawal", _("Putuskan pencabutan"), None)


def _unsent(sight: Sight, owed: Collection[Promise], *, head: bool) -> Iterator[Link]:
    """What is done with a draft before it is sent."""
    if sight.referral.status is not Status.DRAFT:
        return
    if head and Promise.APPROVAL in owed:
        yield _link(sight, "draft", _("Periksa dan kirim"), None)
        yield _link(sight, "hand_back", _("Kembalikan ke pengirim"), "second")
    else:
        yield _link(sight, "draft", _("Lanjutkan mengisi"), None)
    yield _link(sight, Step.RECALL.value, _("Buang draf"), "quiet")


def _senders(sight: Sight, owed: Collection[Promise]) -> Iterator[Link]:
    referral = sight.referral
    presses = referral.lapsed or referral.lapses_soon
    if Promise.CONSENT_RENEWAL in owed and presses:
        yield _link(sight, "renew", _("Perpanjang persetujuan"), None)
    yield from _while_it_waits(sight)
    if referral.status is Status.WAITLISTED:
        yield _link(sight, "keep", _("Tetap menunggu"), None)
    if Promise.CONSENT_RENEWAL in owed and not presses:
        yield _link(sight, "renew", _("Perpanjang persetujuan"), "quiet")
    holds = referral.consent_until is not None and referral.consent_until > sight.now
    if holds and referral.sent_at and Promise.WITHDRAWAL not in owed:
        yield _link(sight, "withdraw_consent", _("Persetujuan dicabut"), "quiet")
    if Promise.RE_PLAN in owed:
        moves = referral.kind is Kind.TRANSFER
        again = url_for(
            "referrals.transfer" if moves else "referrals.refer",
            id=referral.case_id,
            service=None if moves else referral.service.value,
        )
        offered = moves and queries.passing_on(referral.case_id)
        if queries.manages(referral.case_id, sight.actor) and not offered:
            yield _("Limpahkan ke unit lain") if moves else _("Rujuk ke meja lain"), again, ""
        yield _link(sight, "plan", _("Penuhi dengan jalan lain"), "second")


def _while_it_waits(sight: Sight) -> Iterator[Link]:
    """The sender's steps of the table, sooner, and that it never should have been sent."""
    referral = sight.referral
    for step in sight.sender_steps if referral.sent_at else ():
        yield _link(sight, step.value, label(step), KINDS.get(step))
    answers = str(sight.receiver.kind) not in OWN_LAW
    if referral.status in HURRIED and referral.urgency is not Urgency.DARURAT and answers:
        yield _link(sight, "hurry", _("Percepat"), "quiet")
    if referral.status in LIVE and not referral.recallable:
        yield _link(sight, "mistake", _("Laporan ini keliru"), "quiet")


def _while_it_runs(sight: Sight) -> Iterator[Link]:
    """What the desk says while it serves."""
    yield from _news(sight)
    waits = sight.referral.held_until is not None or sight.referral.moves_the_case
    if sight.referral.status in RUNNING and not waits:
        yield _link(sight, "hold", _("Tunda dengan alasan"), "quiet")


def _news(sight: Sight) -> Iterator[Link]:
    if sight.referral.status is Status.IN_SERVICE:
        yield _link(sight, "progress", _("Kabar kemajuan"), None)


def _link(sight: Sight, verb: str, name: str, kind: str | None) -> Link:
    address = url_for(f"referrals.{verb}", id=sight.referral.id)
    return name, address, "second" if kind is None else kind


def _lead(links: list[Link], *, after: bool = False) -> list[Link]:
    """The first one leads, unless a button stands before it."""
    return [
        (name, href, kind if i or after or kind == "quiet" else "")
        for i, (name, href, kind) in enumerate(links)
    ]
