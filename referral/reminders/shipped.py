"""The limits that come with the house: law, guidelines and our suggestions (domain.md 2.3).

LPSK, Komdigi and the courts answer by their own law: the sender's urgency sets them no clock.
"""

from dataclasses import replace

from referral.i18n import _l
from referral.reminders.clocks import Clock
from referral.reminders.kinds import Kind, Mark, Receiver, Risk, Start, Urgency
from referral.reminders.table import Ground, Limit, Span


def _h(n: int) -> Span:
    return Span(n, Clock.HOURS)


def _wd(n: int) -> Span:
    return Span(n, Clock.WORKING_DAYS)


def _d(n: int) -> Span:
    """A day of running hours."""
    return _h(24 * n)


def _m(n: int) -> Span:
    return Span(n, Clock.MONTHS)


def _by_risk(kind: Kind, start: Start, *spans: Span, to: Receiver | None = None) -> list[Limit]:
    """Our suggestions for high, medium and low risk, in this order; none where no clock runs."""
    risks = sorted(Risk, reverse=True)
    return [
        Limit(kind=kind, limit=span, start=start, ground=_OURS, risk=risk, receiver=to)
        for risk, span in zip(risks[: len(spans)], spans, strict=True)
    ]


def _to(kind: Kind, receiver: Receiver, span: Span, start: Start = Start.RECEIPT) -> Limit:
    return Limit(kind=kind, limit=span, start=start, ground=_OURS, receiver=receiver)


def _guided(kind: Kind, start: Start, *spans: Span) -> list[Limit]:
    """What guidelines of case management ask for, by risk from high to low."""
    return [replace(row, ground=_MANAGED) for row in _by_risk(kind, start, *spans)]


def _by_urgency(kind: Kind, start: Start) -> list[Limit]:
    return [
        Limit(kind=kind, limit=span, start=start, ground=_OURS, urgency=urgency)
        for urgency, span in URGENCY.items()
    ]


_OURS = Ground(Mark.SUGGESTION, _l("usulan Sipakainge', dapat diubah oleh kabupaten/kota"))
_ART_41 = Ground(
    Mark.LAW, _l("UU 12/2022 pasal 41, dihitung sejak laporan pertama (kehati-hatian)")
)
_GUIDE = Ground(
    Mark.GUIDELINE, _l("SIPPN Layanan Pengaduan Masyarakat, SK 301/2022, dan pedoman umum")
)
_MANAGED = Ground(
    Mark.GUIDELINE, _l("pedoman manajemen kasus perlindungan anak dan standar layanan UPTD PPA")
)
_ART_42 = Ground(Mark.LAW, _l("UU 12/2022 pasal 42: perlindungan sementara dalam 1x24 jam"))
_ART_16 = Ground(Mark.LAW, _l("UU 23/2004 pasal 16: perlindungan sementara dalam 1x24 jam"))
_ART_43 = Ground(Mark.LAW, _l("UU 12/2022 pasal 43: permohonan ke LPSK dalam 1x24 jam"))
_NOTICE = Ground(Mark.LAW, _l("Kepmenkominfo 522/2024: platform menghapus dalam 4 jam"))
_LPSK = Ground(Mark.GUIDELINE, _l("LPSK memutuskan dalam sekitar 30 hari kerja"))
_ROOF = Ground(Mark.GUIDELINE, _l("SIPPN Layanan Rumah Perlindungan, SK 13/DP3A/2024"))
_ONLINE = Ground(
    Mark.SUGGESTION,
    _l("usulan: bukti daring (D6) dihapus setelah kasus dan proses hukum selesai"),
)
URGENCY = {
    Urgency.DARURAT: _h(1),
    Urgency.HOURS_6: _h(6),
    Urgency.HOURS_24: _h(24),
    Urgency.DAYS_3: _wd(3),
}
_CONTACT = ((Risk.HIGH, _h(4), _h(24)), (Risk.MEDIUM, _h(6), _h(72)), (Risk.LOW, None, _h(168)))
LIMITS: tuple[Limit, ...] = (
    *_by_risk(Kind.SEND, Start.FIRST_TELLING, _h(1), _h(6), _h(24)),
    *_by_risk(Kind.ACKNOWLEDGE, Start.RECEIPT, _h(1), _h(6), _h(24), to=Receiver.UPTD),
    _to(Kind.ACKNOWLEDGE, Receiver.POLICE, _h(12)),
    _to(Kind.ACKNOWLEDGE, Receiver.HOSPITAL, _h(1)),
    _to(Kind.ACKNOWLEDGE, Receiver.SOCIAL, _h(24)),
    _to(Kind.ACKNOWLEDGE, Receiver.OTHER_UPTD, _h(6)),
    _to(Kind.ACKNOWLEDGE, Receiver.PUSPAGA, _h(24)),
    _to(Kind.ACKNOWLEDGE, Receiver.SCHOOL, _wd(1)),
    _to(Kind.ACKNOWLEDGE, Receiver.DUKCAPIL, _wd(1)),
    _to(Kind.ACKNOWLEDGE, Receiver.KUA, _wd(1)),
    _to(Kind.ACKNOWLEDGE, Receiver.LKSA, _h(24)),
    *_by_risk(Kind.TRIAGE, Start.RECEIPT, _h(2), _h(6), _h(24)),
    *(
        Limit(
            kind=Kind.FIRST_CONTACT,
            limit=limit,
            start=Start.FIRST_TELLING,
            ground=_GUIDE,
            target=target,
            risk=risk,
        )
        for risk, target, limit in _CONTACT
    ),
    Limit(kind=Kind.RE_CONTACT, limit=_h(24), start=Start.ARMED_RULE, ground=_GUIDE),
    *_by_risk(Kind.EMERGENCY_HEALTH, Start.FIRST_TELLING, _h(2), _h(6)),
    Limit(kind=Kind.POLICE_REPORT, limit=_h(72), start=Start.FIRST_TELLING, ground=_ART_41),
    *_by_urgency(Kind.ANSWER, Start.RECEIPT),
    *_by_risk(Kind.ANSWER, Start.RECEIPT, _h(4), _h(24), _wd(3), to=Receiver.UPTD),
    _to(Kind.ANSWER, Receiver.POLICE, _h(24)),
    _to(Kind.ANSWER, Receiver.HOSPITAL, _h(1)),
    *_by_risk(Kind.ANSWER, Start.RECEIPT, _h(24), _wd(2), _wd(2), to=Receiver.SOCIAL),
    replace(_to(Kind.ANSWER, Receiver.SOCIAL, _h(24)), placement=True),
    *_by_risk(Kind.ANSWER, Start.RECEIPT, _h(24), _wd(3), _wd(3), to=Receiver.OTHER_UPTD),
    _to(Kind.ANSWER, Receiver.PUSPAGA, _wd(2)),
    _to(Kind.ANSWER, Receiver.SCHOOL, _wd(3)),
    _to(Kind.ANSWER, Receiver.DUKCAPIL, _wd(3)),
    _to(Kind.ANSWER, Receiver.LKSA, _wd(2)),
    replace(_to(Kind.FIRST_SERVICE, Receiver.HOSPITAL, _h(2), Start.ACCEPT), risk=Risk.HIGH),
    replace(_to(Kind.FIRST_SERVICE, Receiver.SOCIAL, _h(24), Start.ACCEPT), placement=True),
    *_by_risk(Kind.FIRST_SERVICE, Start.ACCEPT, _d(3), _d(7), _d(14), to=Receiver.PUSPAGA),
    _to(Kind.FIRST_SERVICE, Receiver.SCHOOL, _d(7), Start.ACCEPT),
    _to(Kind.FIRST_SERVICE, Receiver.DUKCAPIL, _wd(7), Start.ACCEPT),
    replace(_to(Kind.FIRST_SERVICE, Receiver.LPSK, _d(7), Start.ACCEPT), urgency=Urgency.DARURAT),
    _to(Kind.FEEDBACK, Receiver.HOSPITAL, _wd(2)),
    _to(Kind.FEEDBACK, Receiver.SOCIAL, _d(7)),
    _to(Kind.FEEDBACK, Receiver.OTHER_UPTD, _d(7)),
    _to(Kind.FEEDBACK, Receiver.SCHOOL, _d(14)),
    _to(Kind.FEEDBACK, Receiver.LKSA, _d(14)),
    Limit(kind=Kind.DRAFT, limit=_h(24), start=Start.DRAFTED, ground=_OURS),
    Limit(kind=Kind.WITHDRAWAL, limit=_h(24), start=Start.PRESSED, ground=_OURS),
    Limit(kind=Kind.APPROVAL, limit=_h(24), start=Start.DRAFTED, ground=_OURS),
    Limit(kind=Kind.SIGN_OFF, limit=_h(24), start=Start.RECEIPT, ground=_OURS),
    Limit(kind=Kind.CONFIRM, limit=_wd(3), start=Start.COMPLETE, ground=_OURS),
    *_by_urgency(Kind.RE_PLAN, Start.REFUSAL),
    Limit(kind=Kind.KEEP_PLACE, limit=_h(7 * 24), start=Start.WAITING, ground=_OURS),
    *_guided(Kind.INITIAL_ASSESSMENT, Start.FIRST_TELLING, _h(24), _wd(3), _wd(5)),
    *_guided(Kind.FULL_ASSESSMENT, Start.FIRST_TELLING, _d(7), _d(7), _d(14)),
    *_guided(Kind.PLAN, Start.ASSESSMENT, _d(7), _d(14), _d(21)),
    *_by_risk(Kind.PLAN_APPROVAL, Start.PROPOSED, _wd(1), _wd(3), _wd(3)),
    *_guided(Kind.PLAN_REVIEW, Start.LAST_ONE, _d(14), _d(30), _d(90)),
    *_by_risk(Kind.FILE_REVIEW, Start.LAST_ONE, _d(7), _d(14), _m(1)),
    *_by_risk(Kind.SIMFONI, Start.ACCEPT, _wd(1), _wd(3), _wd(5)),
    *_guided(Kind.VISIT, Start.LAST_ONE, _d(7), _d(14), _m(1)),
    Limit(kind=Kind.POLICE_PROTECTION, limit=_h(24), start=Start.POLICE_REPORT, ground=_ART_42),
    Limit(kind=Kind.DOMESTIC_PROTECTION, limit=_h(24), start=Start.POLICE_REPORT, ground=_ART_16),
    Limit(kind=Kind.PROTECTION_LPSK, limit=_h(24), start=Start.PROTECTION, ground=_ART_43),
    Limit(kind=Kind.LPSK_DECISION, limit=_wd(30), start=Start.RECEIPT, ground=_LPSK),
    Limit(kind=Kind.TICKET, limit=_h(72), start=Start.RECEIPT, ground=_OURS),
    Limit(kind=Kind.TAKEDOWN, limit=_h(4), start=Start.NOTICE, ground=_NOTICE),
    Limit(kind=Kind.STAY, limit=_d(14), start=Start.PLACED, ground=_ROOF, target=_d(7)),
    Limit(kind=Kind.LAW_FOLLOW_UP, limit=_d(30), start=Start.LAST_ONE, ground=_OURS),
    Limit(kind=Kind.CLOSURE, limit=_wd(3), start=Start.PROPOSED, ground=_OURS),
    Limit(
        kind=Kind.AFTER_1_MONTH,
        limit=_m(1),
        start=Start.CLOSING,
        ground=_MANAGED,
        risk=Risk.HIGH,
    ),
    Limit(kind=Kind.AFTER_3_MONTHS, limit=_m(3), start=Start.CLOSING, ground=_MANAGED),
    Limit(kind=Kind.GLASS_REVIEW, limit=_h(72), start=Start.GLASS, ground=_OURS),
    Limit(kind=Kind.PURGE, limit=_m(3), start=Start.CLOSING, ground=_ONLINE),
    Limit(kind=Kind.ERASURE, limit=_wd(3), start=Start.PROPOSED, ground=_OURS),
    Limit(kind=Kind.PROGRESS, limit=_h(30 * 24), start=Start.SERVICE, ground=_OURS),
)
