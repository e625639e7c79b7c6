"""Forms of people: the door, activation, one's own account."""

from typing import Any

from wtforms import HiddenField, PasswordField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from referral.i18n import _, _l
from referral.people.forms.passwords import LONGEST, SHORTEST, easy
from referral.web.forms import Form, TextField

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "width": 10}


class Once(Form):
    """A form whose fields are never digested for the receipt of repeats: they hold secrets."""

    form_key = None


class SecretField(PasswordField):
    """A password as it was typed: nothing trimmed, never shown again."""

    def __init__(self, *args: Any, autocomplete: str, **kwargs: Any) -> None:
        known = {"render_kw": {"autocomplete": autocomplete}, "validators": [InputRequired()]}
        super().__init__(*args, **{**known, **kwargs})

    def pre_validate(self, _form: object) -> None:
        """Refuse what is longer than any password."""
        if self.data and len(self.data) > LONGEST:
            raise ValidationError(_("Paling banyak %(most)s huruf.", most=LONGEST))


class NewPasswordField(SecretField):
    """A password to be: long enough and not on the list of what is tried first."""

    def pre_validate(self, form: Any) -> None:
        """Refuse the short, the long and the easy; ``form.names`` are words of the owner."""
        super().pre_validate(form)
        if len(self.data or "") < SHORTEST:
            raise ValidationError(_("Paling sedikit %(least)s huruf.", least=SHORTEST))
        if easy(self.data or "", form.names):
            text = _("Terlalu mudah ditebak. Pakai beberapa kata yang tidak berkaitan.")
            raise ValidationError(text)


class CodeField(TextField):
    """Six digits; spaces between them do not matter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, validators=[InputRequired()], render_kw=CODE, longest=20, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Leave the spaces out."""
        super().process_formdata(valuelist)
        self.data = "".join((self.data or "").split())

    def pre_validate(self, form: object) -> None:
        """Refuse what cannot be a code."""
        super().pre_validate(form)
        if not ((self.data or "").isascii() and (self.data or "").isdecimal()):
            raise ValidationError(_("Kode terdiri dari enam angka."))


class DoorForm(Once):
    """A step of the door, through which a form goes along that an ended session did not take."""

    kept = HiddenField()


class SignInForm(DoorForm):
    """Name and password."""

    next = HiddenField()
    username = TextField(
        _l("Nama akun"),
        validators=[InputRequired()],
        render_kw={"autocomplete": "username", "attrs": {"autocapitalize": "none"}},
    )
    password = SecretField(_l("Kata sandi"), autocomplete="current-password")


class CodeForm(DoorForm):
    """The second step of the door."""

    code = CodeField(_l("Kode dari aplikasi autentikator"))


class SpokenCodeForm(Once):
    """The first step of an activation."""

    code = CodeField(_l("Kode lisan"), description=_l("Enam angka dari orang yang mengundang."))


class ActivationForm(Once):
    """The second step: password and second factor."""

    names: tuple[str, ...] = ()
    password = NewPasswordField(
        _l("Kata sandi baru"),
        autocomplete="new-password",
        description=_l("Paling sedikit 12 huruf. Beberapa kata boleh, spasi juga."),
    )
    again = SecretField(
        _l("Ulangi kata sandi"),
        autocomplete="new-password",
        validators=[InputRequired(), EqualTo("password", _l("Kedua kata sandi tidak sama."))],
    )
    code = CodeField(_l("Kode dari aplikasi autentikator"))


class PasswordForm(Once):
    """A new password, allowed by the old one."""

    names: tuple[str, ...] = ()
    current = SecretField(_l("Kata sandi sekarang"), autocomplete="current-password")
    password = NewPasswordField(
        _l("Kata sandi baru"),
        autocomplete="new-password",
        description=_l("Paling sedikit 12 huruf. Beberapa kata boleh, spasi juga."),
    )


class FactorForm(Once):
    """A new authenticator app, allowed by the password."""

    current = SecretField(_l("Kata sandi sekarang"), autocomplete="current-password")
    code = CodeField(_l("Kode dari aplikasi yang baru"))
