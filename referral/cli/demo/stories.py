"""The demo's invented stories: who did what how long ago, in Maros, Makassar and Bone."""

from dataclasses import replace
from datetime import timedelta

from referral.cases.models import Channel
from referral.cases.models.told import Disability, Relation
from referral.cli.demo import desks as r
from referral.cli.demo import verbs as v
from referral.cli.demo.stage import Beat, Do
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.reminders.limits import Urgency

MAROS, MAKASSAR, BONE = "73.09", "73.71", "73.08"
POLICE, SOCIAL, HOSPITAL = "polres-maros-ppa", "dinsos-maros-rehsos", "rsud-maros-ppt"
PUSPAGA, PROVINCE = "puspaga-maros", "upt-ppa-sulsel"
SOCIAL_MAKASSAR, SOCIAL_BONE, POLICE_BONE = (
    "dinsos-makassar-rehsos", "dinsos-bone-rehsos", "polres-bone-ppa",
)  # fmt: skip
Story = tuple[str, tuple[Beat, ...]]


def m(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def h(hours: float) -> timedelta:
    return timedelta(hours=hours)


def d(days: float) -> timedelta:
    return timedelta(days=days)


SOON = h(2)


def _maros(ago: timedelta, report: Do, *after: Beat, opener: str = "relawan_maros") -> Story:
    return MAROS, (Beat(ago, opener, report), *after)


def _taken_up(
    ago: timedelta, contact_in: timedelta = SOON, *, met: bool = True
) -> tuple[Beat, ...]:
    """Maros: the desk claims, confirms and gives it to its manager, who meets the child."""
    return (
        Beat(ago, "piket_maros", v.claim),
        Beat(ago - m(6), "piket_maros", v.confirm_risk),
        Beat(ago - m(9), "piket_maros", v.take_up("mk_maros", contact_in)),
        *([Beat(ago - contact_in, "mk_maros", v.contact)] if met else []),
    )


def _alone(who: str, ago: timedelta, *, met: bool = True) -> tuple[Beat, ...]:
    """Makassar and Bone: one person is desk and manager."""
    return (
        Beat(ago, who, v.claim),
        Beat(ago - m(5), who, v.confirm_risk),
        Beat(ago - m(8), who, v.take_up(who, SOON)),
        *([Beat(ago - SOON, who, v.contact)] if met else []),
    )


NEW: tuple[Story, ...] = (
    _maros(m(95), v.report(Sign.EXTORTION, told=m(12), feared=Relation.ONLINE)),
    (MAKASSAR, (Beat(h(3), "shelter_makassar", v.report(
        Sign.SELF_HARM, Sign.AFRAID, told=m(25), channel=Channel.SHELTER)),)),
    (BONE, (Beat(h(32), "relawan_bone", v.report(Sign.NEGLECT, told=h(2))),)),
    _maros(m(18), v.report(Sign.INJURY, Sign.REACH, told=m(20), feared=Relation.STEP_PARENT)),
    _maros(
        h(5), v.report(Sign.BULLIED, told=h(1)), Beat(h(4.5), "piket_maros", v.claim)
    ),
)  # fmt: skip
"""Just in, or nobody there: what a supervisor must see first."""


LATE: tuple[Story, ...] = (
    _maros(
        h(29), v.report(Sign.SEXUAL, Sign.REACH, told=h(1), feared=Relation.NEIGHBOUR),
        *_taken_up(h(28.7), h(4), met=False),
    ),
    _maros(
        h(60), v.report(Sign.EXTORTION, told=h(1), feared=Relation.ONLINE),
        *_taken_up(h(59.6)),
        Beat(h(20), "mk_maros", r.send(
            POLICE, Service.POLICE_REPORT, Urgency.HOURS_6, "laporan polisi")),
        Beat(h(19), "polisi_maros", r.look(POLICE)),
    ),
    (MAKASSAR, (
        Beat(h(99), "shelter_makassar", v.report(
            Sign.SEXUAL, told=h(1), channel=Channel.SHELTER)),
        *_alone("mk_makassar", h(97)),
    )),
    _maros(
        d(3), v.report(Sign.NEGLECT, told=h(2)), *_taken_up(d(3) - h(3)),
        Beat(h(50), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(h(30), "dinsos_maros", r.decline(SOCIAL)),
    ),
    _maros(
        h(40), v.report(Sign.INJURY, told=m(30)), *_taken_up(h(39.5)),
        Beat(h(20), "mk_maros", r.send(
            HOSPITAL, Service.TREATMENT, Urgency.HOURS_6, "pemeriksaan kesehatan")),
        Beat(h(19.5), "rs_maros", r.accept(HOSPITAL, h(1.5))),
    ),
    (BONE, (
        Beat(h(42), "relawan_bone", v.report(Sign.BULLIED, Sign.AFRAID, told=h(1))),
        *_alone("mk_bone", h(40)),
        Beat(h(12), "mk_bone", r.send(
            POLICE_BONE, Service.PROTECTION, Urgency.HOURS_6, "perlindungan")),
    )),
)  # fmt: skip
"""Taken up, and something is late."""


RUNNING: tuple[Story, ...] = (
    _maros(
        d(6), v.report(Sign.SEXUAL, Sign.SELF_HARM, told=h(1)), *_taken_up(d(6) - h(0.5)),
        Beat(d(5), "mk_maros", r.send(
            POLICE, Service.POLICE_REPORT, Urgency.HOURS_6, "laporan polisi")),
        Beat(d(5) - h(2), "polisi_maros", r.accept(POLICE, h(3), lp=True)),
        Beat(d(5) - h(4), "polisi_maros", r.start(POLICE)),
        Beat(d(3), "polisi_maros", r.complete(POLICE)),
        Beat(d(2), "mk_maros", r.confirm(POLICE)),
        Beat(d(1.5), "mk_maros", r.send(
            HOSPITAL, Service.COUNSELLING, Urgency.HOURS_24, "pendampingan psikologis")),
        Beat(d(1.5) - m(50), "rs_maros", r.accept(HOSPITAL, h(1.5))),
        Beat(d(1.5) - h(2), "rs_maros", r.start(HOSPITAL)),
    ),
    _maros(
        d(8), v.report(Sign.AFRAID, told=h(3)), *_taken_up(d(8) - h(4)),
        Beat(d(6), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.DAYS_3, "pendampingan sosial")),
        Beat(d(5.5), "dinsos_maros", r.accept(SOCIAL, h(20))),
        Beat(d(5), "dinsos_maros", r.start(SOCIAL)),
        Beat(d(1), "dinsos_maros", r.complete(SOCIAL)),
    ),
    _maros(
        h(30), v.report(Sign.DEPENDENT, told=h(1), disability=(Disability.HEARING,)),
        *_taken_up(h(29.5)),
        Beat(h(8), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan di rumah")),
        Beat(h(6), "dinsos_maros", r.ask(SOCIAL)),
    ),
    _maros(
        d(4), v.report(Sign.UNKNOWN, told=h(5), channel=Channel.WALK_IN),
        *_taken_up(d(4) - m(10)),
        Beat(d(2), "mk_maros", r.send(
            HOSPITAL, Service.COUNSELLING, Urgency.HOURS_24, "konseling")),
        Beat(d(2) - m(40), "mk_maros", r.recall(HOSPITAL)),
        opener="piket_maros",
    ),
    (MAKASSAR, (
        Beat(d(2), "shelter_makassar", v.report(
            Sign.AFRAID, told=h(4), channel=Channel.SHELTER)),
        *_alone("mk_makassar", d(2) - h(1)),
        Beat(d(1), "mk_makassar", r.send(
            SOCIAL_MAKASSAR, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(h(20), "mk_makassar", r.accept_by_letter(SOCIAL_MAKASSAR, h(44))),
    )),
    (BONE, (
        Beat(d(2), "relawan_bone", v.report(Sign.WEDDING, told=h(2), wedding=10)),
        *_alone("mk_bone", d(2) - h(4)),
        Beat(h(10), "mk_bone", r.send(
            SOCIAL_BONE, Service.SOCIAL_AID, Urgency.DAYS_3, "bantuan sosial keluarga")),
    )),
)  # fmt: skip
"""On their way, in every state of a referral."""


BESIDE: tuple[Story, ...] = (
    _maros(
        d(9), v.report(Sign.AFRAID, told=h(4)), *_taken_up(d(9) - h(2)),
        Beat(d(7), "mk_maros", r.send(
            PUSPAGA, Service.COUNSELLING, Urgency.DAYS_3, "konseling keluarga")),
        Beat(d(6.8), "puspaga_maros", r.waitlist(PUSPAGA, d(14))),
    ),
    _maros(
        d(5), v.report(Sign.WEAPON, told=h(1)), *_taken_up(d(5) - h(0.5)),
        Beat(d(4), "mk_maros", r.send(
            POLICE, Service.PROTECTION, Urgency.HOURS_6, "perlindungan sementara")),
        Beat(d(4) - h(3), "polisi_maros", r.forward(POLICE, PROVINCE)),
    ),
    _maros(
        d(20), v.report(Sign.NEGLECT, told=h(5)), *_taken_up(d(20) - h(3)),
        Beat(d(15), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(d(14.8), "dinsos_maros", r.accept(SOCIAL, h(20))),
        Beat(d(2), "dinsos_maros", r.fail(SOCIAL)),
    ),
    _maros(
        d(12), v.report(Sign.BULLIED, told=h(3)), *_taken_up(d(12) - h(2)),
        Beat(d(10), "mk_maros", r.send(
            PUSPAGA, Service.COUNSELLING, Urgency.DAYS_3, "konseling keluarga")),
        Beat(d(9.5), "puspaga_maros", r.accept(PUSPAGA, h(20))),
        Beat(d(9), "puspaga_maros", r.start(PUSPAGA)),
        Beat(d(3), "puspaga_maros", r.progress(PUSPAGA)),
        Beat(d(1), "puspaga_maros", r.hold(PUSPAGA, d(4))),
    ),
    _maros(
        d(11), v.report(Sign.NO_PAPERS, told=h(3)), *_taken_up(d(11) - h(2)),
        Beat(d(8), "mk_maros", r.send(
            HOSPITAL, Service.COUNSELLING, Urgency.DAYS_3, "konseling")),
        Beat(d(7), "kepala_maros", r.void(HOSPITAL)),
    ),
)  # fmt: skip
"""Beside the straight road: waiting list, another desk, no service, a wait, a referral voided."""


ENDING: tuple[Story, ...] = (
    _maros(
        d(30), v.report(Sign.BULLIED, told=h(6)), *_taken_up(d(30) - h(1)),
        Beat(h(20), "mk_maros", v.ask_closure),
    ),
    _maros(
        d(45), v.report(Sign.NO_PAPERS, told=h(6)), *_taken_up(d(45) - h(2)),
        Beat(d(5), "mk_maros", v.ask_closure),
        Beat(d(4), "kepala_maros", v.approve),
    ),
    _maros(
        d(2), v.report(Sign.NO_PAPERS, told=h(1)),
        Beat(d(2) - h(1), "relawan_maros", v.mark_mistake),
        Beat(d(1.8), "kepala_maros", v.claim),
        Beat(d(1.7), "kepala_maros", v.close_mistake),
    ),
)  # fmt: skip
"""Asked to close, closed, and closed as mistaken."""
ALL = (*NEW, *LATE, *RUNNING, *BESIDE, *ENDING)


def stories(wanted: int) -> list[Story]:
    """So many: each once, and from then on the same again, each round some hours earlier."""
    found = []
    for i in range(wanted):
        round_, which = divmod(i, len(ALL))
        place, beats = ALL[which]
        found.append((place, tuple(replace(b, ago=b.ago + round_ * h(5)) for b in beats)))
    return found
