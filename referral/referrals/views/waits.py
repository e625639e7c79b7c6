"""Whom a referral waits for and what for, as each side would say it."""

from collections.abc import Collection
from datetime import timedelta

from markupsafe import Markup

from referral.cases.models.words import word
from referral.i18n import _
from referral.referrals.models import Referral, Status, Step, label
from referral.referrals.queries import Line, Owed, Sight
from referral.referrals.views.bp import bp
from referral.reminders.clocks import PAUSE_IN_ALL
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Urgency
from referral.web.show import span, wita

ASKED = {
    Urgency.DARURAT: timedelta(hours=1),
    Urgency.HOURS_6: timedelta(hours=6),
    Urgency.HOURS_24: timedelta(hours=24),
    Urgency.DAYS_3: timedelta(hours=64),
}
"""What the sender's urgency leaves; three working days never end sooner than this."""
KEPT_BY = {
    Promise.FIRST_SERVICE: Step.START,
    Promise.FEEDBACK: Step.COMPLETE,
    Promise.PLACE: Step.ACCEPT,
    Promise.CONFIRM: Step.CONFIRM,
}
"""The step that keeps a promise whose name is another."""


def until(referral: Referral) -> Markup:
    """Until when the desk must answer; where that is sooner than was asked, why it counts.

    After a question the clock no longer says what was asked.
    """
    due, sent = referral.limited_to, referral.sent_at
    own = referral.moves_the_case or referral.parent_id or referral.paused
    if due is None or sent is None or own:
        return wita(due)
    given = due - sent
    if given >= ASKED[referral.urgency]:
        return wita(due)
    why = _(
        "Ini yang berlaku: batas meja ini (%(span)s sejak dikirim) lebih singkat dari kecepatan"
        " yang diminta.",
        span=span(given),
    )
    return Markup("{}<br>{}").format(wita(due), why)


@bp.app_template_filter("kept_by")
def kept_by(sight: Sight, owed: Owed, offered: Collection[tuple[str, str, str]]) -> str:
    """The button that keeps one's own promise, where it has another name."""
    step = KEPT_BY.get(owed.kind)
    if step is None or owed.unit_id != sight.actor.unit_id:
        return ""
    name = label(step)
    return _("tombol %(name)s", name=name) if name in {one[0] for one in offered} else ""


@bp.app_template_filter("owes")
def owes(sight: Sight, owed: Owed) -> str:
    """Which of the two sides owes it, as the one who looks would say."""
    if owed.unit_id == sight.actor.unit_id:
        return _("unit kami")
    return sight.receiver.unit if owed.unit_id == sight.referral.to_unit_id else sight.sender.unit


@bp.app_template_filter("awaits")
def awaits(sight: Sight, owed: Owed) -> str:
    """Whom it waits for and what for: an open question comes before the answer."""
    if sight.referral.status is Status.NEEDS_INFO:
        ours = sight.actor.unit_id == sight.referral.from_unit_id
        who, what = _("unit kami") if ours else sight.sender.unit, _("Balas pertanyaan meja tujuan")
    else:
        who, what = owes(sight, owed), word(owed.kind)
    return f"{_('Menunggu %(who)s', who=who)}: {what}"


@bp.app_template_filter("awaited")
def awaited(one: Line, box: str | None) -> str:
    """What is owed next in a line of a list, and by the other side, if it is not by one's own."""
    if one.promise is None:
        return ""
    if one.status is Status.NEEDS_INFO:
        asked = _("Balas pertanyaan meja tujuan")
        return asked if box == "sent" else _("pengirim: %(what)s", what=asked)
    if one.owed_by_sender and box != "sent":
        return _("pengirim: %(what)s", what=word(one.promise))
    if not one.owed_by_sender and box != "in":
        return _("meja tujuan: %(what)s", what=word(one.promise))
    return word(one.promise)


def halted(sight: Sight) -> bool:
    """Whether a question still stops the clock of the answer."""
    referral = sight.referral
    so_far = sight.now - referral.status_since
    return referral.status is Status.NEEDS_INFO and so_far < PAUSE_IN_ALL - referral.paused
