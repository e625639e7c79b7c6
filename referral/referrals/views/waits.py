"""Whom a referral waits for and what for, as each side would say it."""

from referral.cases.models.words import word
from referral.i18n import _
from referral.referrals.models import Status
from referral.referrals.queries import Line, Owed, Sight
from referral.referrals.views.bp import bp


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
