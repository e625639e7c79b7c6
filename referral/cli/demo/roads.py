"""The roads that the demo's stories share: how a report is taken up, and the work that follows."""

from datetime import timedelta

from referral.cli.demo import verbs as v
from referral.cli.demo import work as w
from referral.cli.demo.stage import Beat, Do

MAROS, MAKASSAR, BONE = "73.09", "73.71", "73.08"
Story = tuple[str, tuple[Beat, ...]]


def m(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def h(hours: float) -> timedelta:
    return timedelta(hours=hours)


def d(days: float) -> timedelta:
    return timedelta(days=days)


SOON = h(2)


def maros(ago: timedelta, report: Do, *after: Beat, opener: str = "relawan_maros") -> Story:
    return MAROS, (Beat(ago, opener, report), *after)


def taken_up(ago: timedelta, contact_in: timedelta = SOON, *, met: bool = True) -> tuple[Beat, ...]:
    """Maros: the desk claims and confirms, the head gives it to a manager, who meets the child."""
    return (
        Beat(ago, "piket_maros", v.claim),
        Beat(ago - m(6), "piket_maros", v.confirm_risk),
        Beat(ago - m(7), "piket_maros", w.see_a_doctor),
        Beat(ago - m(9), "kepala_maros", v.take_up("mk_maros", contact_in)),
        *([Beat(ago - contact_in, "mk_maros", v.contact)] if met else []),
    )


def alone(who: str, ago: timedelta, *, met: bool = True) -> tuple[Beat, ...]:
    """Makassar and Bone: one person is desk and manager."""
    return (
        Beat(ago, who, v.claim),
        Beat(ago - m(5), who, v.confirm_risk),
        Beat(ago - m(6), who, w.see_a_doctor),
        Beat(ago - m(8), who, v.take_up(who, SOON)),
        *([Beat(ago - SOON, who, v.contact)] if met else []),
    )


def worked(ago: timedelta, who: str, head: str, every: float = 10) -> tuple[Beat, ...]:
    """What of the usual work has been done since then: assessments, a plan, reviews.

    The child was met each time so many days had passed.
    """
    files = (Beat(ago - d(6 * n), head, w.review_file) for n in range(1, 7))
    contacts = (Beat(ago - d(every * n), who, v.contact) for n in range(1, 14))
    beats = (
        Beat(ago - h(5), who, w.assess),
        Beat(ago - d(2.5), who, w.assess_fully),
        Beat(ago - d(3), who, w.plan),
        Beat(ago - d(3.2), head, w.approve_plan),
        Beat(ago - d(14), who, w.review),
        Beat(ago - d(27), who, w.review),
        *contacts,
        *files,
    )
    return tuple(beat for beat in beats if beat.ago > h(21))


def handled(ago: timedelta, every: float = 10) -> tuple[Beat, ...]:
    """Maros: taken up, and worked on since."""
    return *taken_up(ago), *worked(ago, "mk_maros", "kepala_maros", every)
