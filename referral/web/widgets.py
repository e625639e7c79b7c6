"""Draws a WTForms field, whole with label, hint and error, by the macros of macros/forms.html."""

from collections.abc import Iterable
from typing import Any

from flask import current_app
from markupsafe import Markup
from wtforms import Field, SelectMultipleField, widgets
from wtforms.fields.choices import SelectFieldBase

from referral.i18n import language

_BY_WIDGET: tuple[tuple[type, str], ...] = (
    (widgets.HiddenInput, "hidden"),
    (widgets.TextArea, "area"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "check"),
    (widgets.ListWidget, "radios"),
)
_TYPES = {"email", "password", "search", "tel"}
_PLAIN = {"text", "area", "select", "radios", "checks", "check"}
_BLANK: dict[tuple[object, ...], Markup] = {}
_MOST = 2000
_COUNTED = 1000  # letters; a longer limit is no help while writing


class Macro:
    """A widget that is one macro by name, for field classes of our own."""

    input_type = ""

    def __init__(self, name: str) -> None:
        self.name = name


def render_field(_meta: object, field: Field, render_kw: dict[str, Any]) -> Markup:
    """What ``{{ form.name(hint=...) }}`` prints; the keywords are those of the macro.

    A field that nobody has filled looks alike on every page: it is drawn once.
    """
    name = macro_for(field)
    given = {**(field.render_kw or {}), **render_kw}
    options = {**_defaults(field, name), **given} if name != "hidden" else {}
    if not _untouched(field, name):
        return _drawn(field, name, options)
    look = _look(field, name, options)
    if look not in _BLANK:
        if len(_BLANK) >= _MOST:
            _BLANK.clear()
        _BLANK[look] = _drawn(field, name, options)
    return _BLANK[look]


def _drawn(field: Field, name: str, options: dict[str, Any]) -> Markup:
    macros = current_app.jinja_env.get_template("macros/forms.html").module
    return Markup(getattr(macros, name)(field, **options))  # noqa: S704 - macros escape by themselves


def _untouched(field: Field, name: str) -> bool:
    """Neither typed, nor told from a record, nor refused; of a kind that is the same for all."""
    filled = field.data or field.raw_data or field.errors or getattr(field, "words", "")
    return not filled and name in _PLAIN


def _choices(field: Field) -> Iterable[Any]:
    return field.iter_choices() if isinstance(field, SelectFieldBase) else ()


def _look(field: Field, name: str, options: dict[str, Any]) -> tuple[object, ...]:
    """All that a blank field's drawing depends on."""
    choices = tuple((str(c[0]), str(c[1])) for c in _choices(field))
    facts = language(), name, field.id, field.name, str(field.label.text), choices
    flags = tuple(sorted(vars(field.flags).items()))
    return *facts, flags, tuple((key, str(value)) for key, value in sorted(options.items()))


def macro_for(field: Field) -> str:
    """The macro's name for a field, by its widget."""
    if isinstance(field.widget, Macro):
        return field.widget.name
    if isinstance(field, SelectMultipleField):
        return "checks"
    return next((name for kind, name in _BY_WIDGET if isinstance(field.widget, kind)), "text")


def _defaults(field: Field, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"hint": field.description} if field.description else {}
    if name == "area" and getattr(field, "longest", _COUNTED + 1) <= _COUNTED:
        found["limit"] = field.longest
    if name == "text":
        kind = getattr(field.widget, "input_type", "text")
        if kind in _TYPES:
            found["type"] = kind
        if kind == "number":
            found["inputmode"] = "numeric"
    return found
