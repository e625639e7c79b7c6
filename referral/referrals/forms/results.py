"""The fields in which each kind of receiver tells of its work, made from the one table of them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar, cast

from wtforms import Field, IntegerField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import Optional

from referral import db
from referral.cases.forms.fields import offered
from referral.i18n import _, _l
from referral.referrals.forms.base import LONGEST, lines
from referral.referrals.forms.desk import DeskForm
from referral.referrals.models import Ask, Outcome, Sort, Step, choices
from referral.reminders.clocks import local_day
from referral.web.fields import DayField, MomentField
from referral.web.forms import TextField

F = TypeVar("F", bound=DeskForm)
EARLIER = timedelta(days=365)
"""So long before now may a thing have been that is told now."""
MOST = 500
HELPING = (Outcome.HELPED.value, Outcome.PARTLY.value)
MISSING: tuple[Any, ...] = (None, "", [])


class Sound:
    """An answer that can be true: neither still to come nor long past, in its order, not missing.

    What a receiver is there for may not be left out where its service has helped.
    """

    def __init__(self, ask: Ask, *, needed: bool) -> None:
        self.ask, self.needed = ask, needed
        self.field_flags = {} if needed else {"optional": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what cannot be."""
        if field.data in MISSING:
            if self.needed and form["outcome"].data in HELPING and not field.errors:
                raise ValidationError(_("Isi bagian ini bila anak terbantu."))
            return
        TIMELY.get(self.ask.sort, _any_time)(field.data)
        if self.ask.after and self.ask.after in form:
            _in_order(form[self.ask.after], field.data)


def _in_order(first: Any, data: Any) -> None:
    name = first.label.text
    if first.data is None:
        raise ValidationError(_("Isi juga: %(name)s.", name=name))
    if data < first.data:
        raise ValidationError(_("Tidak boleh sebelum: %(name)s.", name=name))


def _any_time(_data: Any) -> None:
    pass


def _past(at: Any) -> None:
    if at > db.now():
        raise ValidationError(_("Waktu ini belum terjadi. Periksa tanggal dan jam."))
    if at < db.now() - EARLIER:
        raise ValidationError(_("Lebih dari setahun yang lalu. Periksa tahunnya."))


def _ahead(at: Any) -> None:
    if at <= db.now():
        raise ValidationError(_("Tulis waktu yang akan datang."))


def _day(on: Any) -> None:
    if on > local_day(db.now()):
        raise ValidationError(_("Tanggal ini belum tiba. Periksa tanggalnya."))


def _until(on: Any) -> None:
    if on < local_day(db.now()):
        raise ValidationError(_("Tulis tanggal yang akan datang."))


def _figure(n: Any) -> None:
    if not 1 <= n <= MOST:
        raise ValidationError(_("Tulis angka 1 sampai %(most)s.", most=MOST))


TIMELY: Mapping[Sort, Callable[[Any], None]] = {
    Sort.PAST: _past,
    Sort.AHEAD: _ahead,
    Sort.DAY: _day,
    Sort.UNTIL: _until,
    Sort.COUNT: _figure,
}


def telling(form_class: type[F], asked: tuple[Ask, ...], step: str) -> type[F]:
    """That form with the fields of what this receiver is asked at this step; made once."""
    if not asked:
        return form_class
    return cast("type[F]", _telling(cast("Any", form_class), asked, step))


@cache
def _telling(form_class: Any, asked: tuple[Ask, ...], step: str) -> Any:
    done = step == Step.COMPLETE
    fields = {ask.name: _field(ask, needed=done and ask.needed) for ask in asked}
    return type(form_class.__name__, (form_class,), {**fields, "ASKED": asked})


def _field(ask: Ask, *, needed: bool) -> Field:
    hint = _l("Wajib bila anak terbantu.") if needed and not ask.hint else ask.hint
    checks, about = [Sound(ask, needed=needed)], {"description": hint}
    if ask.sort is Sort.LINES:
        field = lines(ask.label, hint=ask.hint, longest=LONGEST)
    elif ask.sort is Sort.COUNT:
        field = IntegerField(ask.label, checks if needed else [Optional(), *checks], **about)
    elif ask.codes is not None and ask.sort is Sort.CODES:
        field = SelectMultipleField(ask.label, checks, choices=offered(choices(ask.codes)), **about)
    elif ask.codes is not None:
        offer = offered([("", _l("Belum ada")), *choices(ask.codes)])
        field = SelectField(ask.label, checks, choices=offer, default="", **about)
    elif ask.sort is Sort.TEXT:
        field = TextField(ask.label, checks, longest=120, **about)
    else:
        moment = ask.sort in (Sort.PAST, Sort.AHEAD)
        field = (MomentField if moment else DayField)(ask.label, checks, **about)
    return cast("Field", field)
