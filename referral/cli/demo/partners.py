"""Stories with school, Dukcapil, KUA, LPSK and Komdigi, and of cases that change their owner."""

from referral.cases.models.told import Relation
from referral.cli.demo import desks as r
from referral.cli.demo import verbs as v
from referral.cli.demo.roads import BONE, Story, alone, d, h, handled, m, maros, worked
from referral.cli.demo.stage import Beat
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.reminders.limits import Urgency

MARUSU = "73.09.08"
SCHOOL, REGISTRY, LPSK = "smp-contoh-marusu-bk", "dukcapil-maros", "lpsk-sulsel"
POLICE, KOMDIGI, COURT = "polres-maros-ppa", "komdigi-aduan", "pa-watampone"
MAKASSAR_UPTD, PROVINCE = "uptd-ppa-makassar", "upt-ppa-sulsel"

PARTNERS: tuple[Story, ...] = (
    maros(
        d(9), v.report(Sign.BULLIED, told=h(4), at=MARUSU),
        *handled(d(9) - h(2)),
        Beat(d(7), "mk_maros", r.send(
            SCHOOL, Service.SCHOOLING, Urgency.DAYS_3, "dukungan belajar")),
        Beat(d(6.8), "guru_maros", r.accept(SCHOOL, h(20))),
        Beat(d(6.5), "guru_maros", r.start(SCHOOL)),
        Beat(d(6), "mk_maros", r.send(
            REGISTRY, Service.DOCUMENTS, Urgency.DAYS_3, "akta kelahiran")),
        Beat(d(5.8), "dukcapil_maros", r.accept(REGISTRY, h(20))),
        Beat(d(5.5), "dukcapil_maros", r.start(REGISTRY)),
        Beat(d(1), "dukcapil_maros", r.complete(REGISTRY)),
    ),
    maros(
        d(8), v.report(Sign.AFRAID, told=h(3), at=MARUSU),
        *handled(d(8) - h(2)),
        Beat(h(5), "mk_maros", r.send(
            SCHOOL, Service.SCHOOLING, Urgency.DAYS_3, "guru pendamping")),
        Beat(h(4), "mk_maros", r.send(
            REGISTRY, Service.DOCUMENTS, Urgency.DAYS_3, "Kartu Keluarga")),
    ),
    maros(
        d(16), v.report(Sign.NO_PAPERS, told=h(3), at=MARUSU), *handled(d(16) - h(2)),
        Beat(d(12), "mk_maros", r.send(
            SCHOOL, Service.SCHOOLING, Urgency.DAYS_3, "tempat di kelas")),
        Beat(d(11), "guru_maros", r.look(SCHOOL)),
        Beat(d(12) - h(1), "mk_maros", r.send(
            REGISTRY, Service.DOCUMENTS, Urgency.DAYS_3, "akta kelahiran")),
        Beat(d(11.8), "dukcapil_maros", r.accept(REGISTRY, h(20))),
    ),
    maros(
        d(25), v.report(Sign.SEXUAL, told=h(1), feared=Relation.NEIGHBOUR),
        *handled(d(25) - h(0.5), 3.4),
        Beat(d(24), "mk_maros", r.send(
            POLICE, Service.POLICE_REPORT, Urgency.HOURS_6, "laporan polisi")),
        Beat(d(24) - h(2), "polisi_maros", r.accept(POLICE, h(3), lp=True)),
        Beat(d(24) - h(4), "polisi_maros", r.start(POLICE)),
        Beat(d(20), "mk_maros", r.send(
            LPSK, Service.RESTITUTION, Urgency.DAYS_3, "restitusi")),
        Beat(d(19.8), "lpsk", r.accept(LPSK, h(20))),
        Beat(d(19.5), "lpsk", r.start(LPSK)),
    ),
    maros(
        d(4), v.report(Sign.EXTORTION, told=m(40), feared=Relation.ONLINE),
        *handled(d(4) - h(0.5), 3.4),
        Beat(d(3), "mk_maros", r.send(
            POLICE, Service.POLICE_REPORT, Urgency.HOURS_6, "laporan polisi")),
        Beat(d(3) - h(2), "polisi_maros", r.accept(POLICE, h(3), lp=True)),
        Beat(d(3) - h(3), "mk_maros", r.send(
            KOMDIGI, Service.TAKEDOWN, Urgency.HOURS_6, "penghapusan konten")),
        Beat(d(3) - h(5), "mk_maros", r.accept_by_letter(KOMDIGI, h(3))),
        Beat(h(7), "mk_maros", r.send(
            LPSK, Service.WITNESS_PROTECTION, Urgency.HOURS_24, "perlindungan saksi")),
    ),
    (BONE, (
        Beat(d(5), "relawan_bone", v.report(Sign.WEDDING, told=h(2), wedding=30)),
        *alone("mk_bone", d(5) - h(4)),
        *worked(d(5) - h(4), "mk_bone", "kepala_bone"),
        Beat(d(3), "mk_bone", r.send(
            COURT, Service.MARRIAGE, Urgency.DAYS_3, "penolakan pencatatan nikah")),
        Beat(d(2), "mk_bone", r.accept_by_letter(COURT, h(60))),
    )),
    maros(
        d(10), v.report(Sign.AFRAID, told=h(3)), *handled(d(10) - h(2)),
        Beat(d(3), "mk_maros", r.transfer(MAKASSAR_UPTD)),
        Beat(d(3) - h(3), "mk_makassar", r.accept(MAKASSAR_UPTD, h(20))),
    ),
    maros(
        d(6), v.report(Sign.BULLIED, told=h(3)), *handled(d(6) - h(2)),
        Beat(h(9), "mk_maros", r.transfer(PROVINCE)),
    ),
)  # fmt: skip
"""In several states: waiting, accepted, in service, done, late; one offered, one given away."""
