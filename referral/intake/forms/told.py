"""From a valid form to the report that it says."""

from referral.cases.models import AgeBand, Channel, Sex
from referral.cases.models.told import Disability, Known, Language, PhoneOf, Relation, ToldBy
from referral.intake.forms.report import RECENT, ChildForm, ReportForm
from referral.intake.models import Child, Feared, Report, SafeContact, Teller


def report_of(form: ReportForm) -> Report:
    """The report; ValueError for a form that was not validated."""
    if form.told_at.data is None or form.place is None:
        raise ValueError("asked before validation")
    return Report(
        told_by=_teller(form),
        told_at=form.told_at.data,
        channel=Channel(form.channel.data),
        signs=form.ticked(),
        area_code=form.place.code,
        children=tuple(_child(entry.form) for entry in form.children),
        recent=form.recent.data == RECENT,
        wedding_on=form.wedding_on.data,
        words=form.words.data or "",
        landmark=form.landmark.data or "",
        safe_contact=_contact(form),
        feared=_feared(form),
        wish=form.wish.data or "",
    )


def _teller(form: ReportForm) -> Teller:
    return Teller(
        kind=ToldBy(form.told_by.data),
        name=form.teller_name.data or "",
        phone=form.teller_phone.data or "",
    )


def _child(form: ChildForm) -> Child:
    return Child(
        name=form.name.data or "",
        age=form.age.data,
        age_band=AgeBand(form.age_band.data or AgeBand.UNKNOWN),
        sex=Sex(form.sex.data),
        disability=tuple(Disability(code) for code in form.disability.data or ()),
        language=Language(form.language.data),
    )


def _contact(form: ReportForm) -> SafeContact:
    return SafeContact(
        whose=PhoneOf(form.contact_of.data),
        number=form.contact_number.data or "",
        hours=form.contact_hours.data or "",
        keep_from=form.keep_from.data or "",
        no_calls=form.no_calls.data,
        unsafe_now=form.unsafe_now.data,
    )


def _feared(form: ReportForm) -> Feared:
    return Feared(
        who=form.feared_who.data or "",
        relation=Relation(form.feared_is.data),
        reach=Known(form.feared_reach.data),
        official=Known(form.feared_official.data),
    )
