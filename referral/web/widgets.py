"""Draws a WTForms field, whole with label, hint and error, by the macros of macros/forms.html."""

from typing import Any

from flask import current_app
from markupsafe import Markup
from wtforms import Field, SelectMultipleField, widgets

_BY_WIDGET: tuple[tuple[type, str], ...] = (
    (widgets.HiddenInput, "hidden"),
    (widgets.TextArea, "area"),
    (widgets.Select, "select"),
    (widgets.CheckboxInput, "check"),
    (widgets.ListWidget, "radios"),
)
_TYPES = {"email", "password", "search", "tel"}
_COUNTED = 1000  # letters; a longer limit is no help while writing


class Macro:
    """A widget that is one macro by name, for field classes of our own."""

    input_type = ""

    def __init__(self, name: str) -> None:
        self.name = name


def render_field(_meta: object, field: Field, render_kw: dict[str, Any]) -> Markup:
    """What ``{{ form.name(hint=...) }}`` prints; the keywords are those of the macro."""
    name = macro_for(field)
    given = {**(field.render_kw or {}), **render_kw}
    options = {**_defaults(field, name), **given} if name != "hidden" else {}
    macros = current_app.jinja_env.get_template("macros/forms.html").module
    return Markup(getattr(macros, name)(field, **options))  # noqa: S704 - macros escape by themselves


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
