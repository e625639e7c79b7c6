"""The demo's invented stories: who did what how long ago, in Maros, Makassar and Bone."""

from dataclasses import replace

from referral.cases.models import Channel
from referral.cases.models.told import Disability, Relation
from referral.cli.demo import desks as r
from referral.cli.demo import verbs as v
from referral.cli.demo.partners import PARTNERS
from referral.cli.demo.roads import (
    BONE,
    MAKASSAR,
    Story,
    alone,
    d,
    h,
    handled,
    m,
    maros,
    taken_up,
    worked,
)
from referral.cli.demo.stage import Beat
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.reminders.limits import Urgency

POLICE, SOCIAL, HOSPITAL = "polres-maros-ppa", "dinsos-maros-rehsos", "rsud-maros-ppt"
PUSPAGA, PROVINCE, CARE_HOME = "puspaga-maros", "upt-ppa-sulsel", "lksa-contoh-maros"
SOCIAL_MAKASSAR, SOCIAL_BONE, POLICE_BONE = (
    "dinsos-makassar-rehsos", "dinsos-bone-rehsos", "polres-bone-ppa",
)  # fmt: skip


NEW: tuple[Story, ...] = (
    maros(m(95), v.report(Sign.EXTORTION, told=m(12), feared=Relation.ONLINE)),
    (MAKASSAR, (Beat(h(3), "shelter_makassar", v.report(
        Sign.SELF_HARM, Sign.AFRAID, told=m(25), channel=Channel.SHELTER)),)),
    (BONE, (Beat(h(32), "relawan_bone", v.report(Sign.NEGLECT, told=h(2))),)),
    maros(m(18), v.report(Sign.INJURY, Sign.REACH, told=m(20), feared=Relation.STEP_PARENT)),
    maros(
        h(5), v.report(Sign.BULLIED, told=h(1)), Beat(h(4.5), "piket_maros", v.claim)
    ),
)  # fmt: skip
"""Just in, or nobody there: what a supervisor must see first."""


LATE: tuple[Story, ...] = (
    maros(
        h(29), v.report(Sign.SEXUAL, Sign.REACH, told=h(1), feared=Relation.NEIGHBOUR),
        *taken_up(h(28.7), h(4), met=False),
    ),
    maros(
        h(60), v.report(Sign.EXTORTION, told=h(1), feared=Relation.ONLINE),
        *taken_up(h(59.6)),
        Beat(h(20), "mk_maros", r.send(
            POLICE, Service.POLICE_REPORT, Urgency.HOURS_6, "laporan polisi")),
        Beat(h(19), "polisi_maros", r.look(POLICE)),
    ),
    (MAKASSAR, (
        Beat(h(99), "shelter_makassar", v.report(
            Sign.SEXUAL, told=h(1), channel=Channel.SHELTER)),
        *alone("mk_makassar", h(97)),
    )),
    maros(
        d(3), v.report(Sign.NEGLECT, told=h(2)), *taken_up(d(3) - h(3)),
        Beat(h(50), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(h(30), "dinsos_maros", r.decline(SOCIAL)),
    ),
    maros(
        h(40), v.report(Sign.INJURY, told=m(30)), *taken_up(h(39.5)),
        Beat(h(20), "mk_maros", r.send(
            HOSPITAL, Service.TREATMENT, Urgency.HOURS_6, "pemeriksaan kesehatan")),
        Beat(h(19.5), "rs_maros", r.accept(HOSPITAL, h(1.5))),
    ),
    (BONE, (
        Beat(h(42), "relawan_bone", v.report(Sign.BULLIED, Sign.AFRAID, told=h(1))),
        *alone("mk_bone", h(40)),
        Beat(h(12), "mk_bone", r.send(
            POLICE_BONE, Service.PROTECTION, Urgency.HOURS_6, "perlindungan")),
    )),
)  # fmt: skip
"""Taken up, and something is late."""


RUNNING: tuple[Story, ...] = (
    maros(
        d(6), v.report(Sign.SEXUAL, Sign.SELF_HARM, told=h(1)), *handled(d(6) - h(0.5), 3.4),
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
    maros(
        d(8), v.report(Sign.AFRAID, told=h(3)), *handled(d(8) - h(4)),
        Beat(d(6), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.DAYS_3, "pendampingan sosial")),
        Beat(d(5.5), "dinsos_maros", r.accept(SOCIAL, h(20))),
        Beat(d(5), "dinsos_maros", r.start(SOCIAL)),
        Beat(d(1), "dinsos_maros", r.complete(SOCIAL)),
    ),
    maros(
        h(30), v.report(Sign.DEPENDENT, told=h(1), disability=(Disability.HEARING,)),
        *handled(h(29.5)),
        Beat(h(8), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan di rumah")),
        Beat(h(6), "dinsos_maros", r.ask(SOCIAL)),
    ),
    maros(
        d(4), v.report(Sign.UNKNOWN, told=h(5), channel=Channel.WALK_IN),
        *handled(d(4) - m(10)),
        Beat(d(2), "mk_maros", r.send(
            HOSPITAL, Service.COUNSELLING, Urgency.HOURS_24, "konseling")),
        Beat(d(2) - m(40), "mk_maros", r.recall(HOSPITAL)),
        Beat(h(9), "mk_maros", r.put_aside(
            PUSPAGA, Service.FAMILY_COUNSELLING, "konseling keluarga")),
        opener="piket_maros",
    ),
    (MAKASSAR, (
        Beat(d(2), "shelter_makassar", v.report(
            Sign.AFRAID, told=h(4), channel=Channel.SHELTER)),
        *alone("mk_makassar", d(2) - h(1)),
        *worked(d(2) - h(1), "mk_makassar", "kepala_makassar"),
        Beat(d(1), "mk_makassar", r.send(
            SOCIAL_MAKASSAR, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(h(20), "mk_makassar", r.accept_by_letter(SOCIAL_MAKASSAR, h(44))),
    )),
    (BONE, (
        Beat(d(2), "relawan_bone", v.report(Sign.WEDDING, told=h(2), wedding=10)),
        *alone("mk_bone", d(2) - h(4)),
        *worked(d(2) - h(4), "mk_bone", "kepala_bone"),
        Beat(h(10), "mk_bone", r.send(
            SOCIAL_BONE, Service.SOCIAL_AID, Urgency.DAYS_3, "bantuan sosial keluarga")),
    )),
)  # fmt: skip
"""On their way, in every state of a referral."""


BESIDE: tuple[Story, ...] = (
    maros(
        d(9), v.report(Sign.AFRAID, told=h(4)), *handled(d(9) - h(2)),
        Beat(d(7), "mk_maros", r.send(
            PUSPAGA, Service.COUNSELLING, Urgency.DAYS_3, "konseling keluarga")),
        Beat(d(6.8), "puspaga_maros", r.waitlist(PUSPAGA, d(14))),
    ),
    maros(
        d(5), v.report(Sign.WEAPON, told=h(1)), *handled(d(5) - h(0.5), 3.4),
        Beat(d(4), "mk_maros", r.send(
            POLICE, Service.PROTECTION, Urgency.HOURS_6, "perlindungan sementara")),
        Beat(d(4) - h(3), "polisi_maros", r.forward(POLICE, PROVINCE)),
    ),
    maros(
        d(20), v.report(Sign.NEGLECT, told=h(5)), *handled(d(20) - h(3)),
        Beat(d(15), "mk_maros", r.send(
            SOCIAL, Service.SOCIAL_CARE, Urgency.HOURS_24, "pendampingan sosial")),
        Beat(d(14.8), "dinsos_maros", r.accept(SOCIAL, h(20))),
        Beat(d(2), "dinsos_maros", r.fail(SOCIAL)),
        Beat(d(1.9), "mk_maros", r.send(
            SOCIAL, Service.CARE_HOME, Urgency.HOURS_24, "tempat tinggal yang aman")),
        Beat(d(1.8), "dinsos_maros", r.forward(SOCIAL, CARE_HOME)),
    ),
    maros(
        d(12), v.report(Sign.BULLIED, told=h(3)), *handled(d(12) - h(2)),
        Beat(d(10), "mk_maros", r.send(
            PUSPAGA, Service.COUNSELLING, Urgency.DAYS_3, "konseling keluarga")),
        Beat(d(9.5), "puspaga_maros", r.accept(PUSPAGA, h(20))),
        Beat(d(9), "puspaga_maros", r.start(PUSPAGA)),
        Beat(d(3), "puspaga_maros", r.progress(PUSPAGA)),
        Beat(d(1), "puspaga_maros", r.hold(PUSPAGA, d(4))),
    ),
    maros(
        d(11), v.report(Sign.NO_PAPERS, told=h(3)), *handled(d(11) - h(2)),
        Beat(d(8), "mk_maros", r.send(
            HOSPITAL, Service.COUNSELLING, Urgency.DAYS_3, "konseling")),
        Beat(d(7), "kepala_maros", r.void(HOSPITAL)),
    ),
)  # fmt: skip
"""Beside the straight road: waiting list, another desk, no service, a wait, a referral voided."""


ENDING: tuple[Story, ...] = (
    maros(
        d(30), v.report(Sign.BULLIED, told=h(6)), *handled(d(30) - h(1)),
        Beat(h(20), "mk_maros", v.ask_closure),
    ),
    maros(
        d(45), v.report(Sign.NO_PAPERS, told=h(6)), *handled(d(45) - h(2)),
        Beat(d(5), "mk_maros", v.ask_closure),
        Beat(d(4), "kepala_maros", v.approve),
    ),
    maros(
        d(2), v.report(Sign.NO_PAPERS, told=h(1)),
        Beat(d(2) - h(1), "relawan_maros", v.mark_mistake),
        Beat(d(1.8), "kepala_maros", v.claim),
        Beat(d(1.7), "kepala_maros", v.close_mistake),
    ),
)  # fmt: skip
"""Asked to close, closed, and closed as mistaken."""
USUAL = (*RUNNING, *BESIDE, *PARTNERS, *ENDING)
ALL = (*NEW, *LATE, *USUAL)


def stories(wanted: int) -> list[Story]:
    """So many: each once, from then on those on their way, each round some hours earlier."""
    found = list(ALL[:wanted])
    for i in range(wanted - len(found)):
        round_, which = divmod(i, len(USUAL))
        place, beats = USUAL[which]
        found.append((place, tuple(replace(b, ago=b.ago + (round_ + 1) * h(5)) for b in beats)))
    return found
