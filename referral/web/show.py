"""How values look on a page: times in WITA, lateness in words, the menu."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from referral.i18n import _, language

WITA = ZoneInfo("Asia/Makassar")
MINUTE = timedelta(minutes=1)
_MONTHS = {
    "id": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split(),  # noqa: SIM905
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),  # noqa: SIM905
}


def plain(at: datetime, *, year: bool = False) -> str:
    """A moment in words: ``17 Mar 20.15 WITA``."""
    local = at.astimezone(WITA)
    month = _MONTHS[language()][local.month - 1]
    tail = f" {local.year}" if year else ""
    return f"{local.day} {month}{tail} {local:%H.%M} WITA"


def wita(at: datetime | None) -> Markup:
    """A moment as a ``<time>`` element; the year shown when it is not this year's."""
    if at is None:
        return Markup("&ndash;")
    return _time(at, language(), datetime.now(WITA).year)


@lru_cache(4096)
def _time(at: datetime, _language: str, this_year: int) -> Markup:
    """Built once: a page shows the same moment in several places, and so do the next pages."""
    year = at.astimezone(WITA).year != this_year
    iso = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Markup(f'<time datetime="{iso}">{plain(at, year=year)}</time>')  # noqa: S704 - figures


def wita_date(at: date | None) -> Markup:
    """A day, or the day of a moment, as a ``<time>`` element: ``17 Mar 2026``."""
    if at is None:
        return Markup("&ndash;")
    local = at.astimezone(WITA).date() if isinstance(at, datetime) else at
    words = f"{local.day} {_MONTHS[language()][local.month - 1]} {local.year}"
    return Markup(f'<time datetime="{local.isoformat()}">{words}</time>')  # noqa: S704 - figures


def span(length: timedelta) -> str:
    """A length of time with its two greatest parts: ``1 hari 13 jam``; from two days on in days."""
    minutes = int(abs(length).total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days >= 2:  # noqa: PLR2004 - hours say nothing more
        parts = [_("%(n)s hari", n=days)]
    elif days:
        parts = [_("%(n)s hari", n=days)] + ([_("%(n)s jam", n=hours)] if hours else [])
    elif hours:
        parts = [_("%(n)s jam", n=hours)] + ([_("%(n)s menit", n=minutes)] if minutes else [])
    else:
        parts = [_("%(n)s menit", n=minutes) if minutes else _("kurang dari 1 menit")]
    return " ".join(parts)


def late(length: timedelta) -> str:
    """``terlambat 3 jam 12 menit``; within the first minute ``baru saja lewat``."""
    if abs(length) < MINUTE:
        return _("baru saja lewat")
    return _("terlambat %(span)s", span=span(length))


def due(length: timedelta) -> str:
    """``3 jam lagi``, or how late when the time is negative."""
    return late(length) if length < timedelta(0) else _("%(span)s lagi", span=span(length))


def initials(name: str) -> str:
    """``Andi Baso`` as ``A. B.``."""
    return str(escape(" ".join(f"{part[0].upper()}." for part in name.split() if part)))
