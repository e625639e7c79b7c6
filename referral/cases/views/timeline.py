"""What the lines of a case's timeline say."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from referral.cases.models import (
    Agreed,
    Care,
    ContactWith,
    Danger,
    Fares,
    GlassReason,
    GoalState,
    LawStatus,
    LpskAnswer,
    Recommended,
    RecordKind,
    Scope,
    Visum,
    YesNo,
)
from referral.cases.models.told import ClosingReason, SelfHarm
from referral.cases.models.words import word
from referral.cases.queries import Line
from referral.i18n import _, _l
from referral.web.show import plain

ACTS = {
    "reported": _l("Laporan masuk"),
    "accepted": _l("Laporan diterima, kasus dibuka"),
    "risk_confirmed": _l("Risiko dipastikan"),
    "risk_risen": _l("Risiko menjadi tinggi karena pernikahan tinggal 14 hari"),
    "wedding_set": _l("Tanggal pernikahan ditulis"),
    "wedding_off": _l("Pernikahan dibatalkan"),
    "risk_incident": _l("Risiko menjadi tinggi karena kejadian baru"),
    "assigned": _l("Manajer kasus ditunjuk"),
    "legal_named": _l("Pendamping hukum ditunjuk"),
    "contact_added": _l("Kontak dicatat"),
    "lp_recorded": _l("Laporan polisi dicatat"),
    "simfoni_recorded": _l("Dicatat di SIMFONI"),
    "goal_added": _l("Tujuan ditambahkan"),
    "goal_marked": _l("Keadaan tujuan dicatat"),
    "plan_proposed": _l("Rencana diajukan"),
    "plan_approved": _l("Rencana disetujui"),
    "plan_returned": _l("Rencana perlu diperbaiki"),
    "identity_kept": _l("Data anak dilengkapi"),
    "news_added": _l("Kabar baru"),
    "mistake_added": _l("Ditandai keliru"),
    "closure_asked": _l("Penutupan diajukan"),
    "closed": _l("Penutupan disetujui"),
    "closure_refused": _l("Penutupan belum disetujui"),
    "mistaken": _l("Ditutup karena keliru atau ganda"),
    "telling_corrected": _l("Waktu laporan pertama diperbaiki"),
    "paused": _l("Dijeda, menunggu anak atau keluarga"),
    "resumed": _l("Jeda selesai"),
    "reopened": _l("Kasus dibuka kembali"),
    "transferred": _l("Kasus dilimpahkan ke unit lain"),
    "excluded": _l("Satu akun dikecualikan dari kasus ini"),
    "opened_below": _l("Dibuka untuk pengawas kabupaten"),
    "hint_dismissed": _l("Sudah diperiksa: akun yang diusulkan sistem bukan orang yang ditakuti"),
    "lift_asked": _l("Diminta membuka kembali untuk akun yang dikecualikan"),
    "lifted": _l("Dibuka kembali untuk akun yang dikecualikan"),
    "companion_let": _l("Relawan diminta mendampingi anak"),
    "companion_ended": _l("Pendampingan oleh relawan diakhiri"),
    "glass_broken": _l("Akses darurat dibuka"),
    "online_kept": _l("Jejak daring ditulis"),
    "erasure_asked": _l("Penghapusan diminta"),
    "erased": _l("Dihapus untuk selamanya"),
    "lift_refused": _l("Pengecualian tetap berlaku"),
}
"""What the lines of the trail say."""
RISKS = {"high": _l("Tinggi"), "medium": _l("Sedang"), "low": _l("Rendah")}
CODES: Mapping[str, type[StrEnum]] = {
    "contact_added": ContactWith,
    "plan_proposed": Agreed,
    "goal_marked": GoalState,
    "closure_asked": ClosingReason,
    "closed": ClosingReason,
    "mistaken": ClosingReason,
    "glass_broken": GlassReason,
    **dict.fromkeys(("erasure_asked", "erased"), Scope),
    RecordKind.EMERGENCY_CARE: Care,
    RecordKind.VISUM: Visum,
    RecordKind.PROTECTION: YesNo,
    RecordKind.LPSK_ANSWER: LpskAnswer,
    RecordKind.LAW_STATUS: LawStatus,
    RecordKind.RECOMMENDATION: Recommended,
    RecordKind.AFTER_CLOSING: Fares,
}
"""Of which list the code of a line is."""
TIMES = {"telling_corrected": _l("semula %(at)s"), "paused": _l("sampai %(at)s")}
"""What the time says that is the code of a line."""


def title(line: Line) -> str:
    """What happened, with its answer."""
    return named(line.step, line.detail)


def named(step: str, detail: str | None) -> str:
    """The words of a step and of its code."""
    name = word(RecordKind(step)) if step in set(RecordKind) else str(ACTS.get(step, step))
    more = answer(step, detail)
    return f"{name}: {more}" if more else name


def answer(step: str, detail: str | None) -> str:
    """The words of a line's code; a number as it is."""
    if detail is None:
        return ""
    if step in ("risk_risen", "risk_incident", "excluded"):
        return ""
    if step == "risk_confirmed":
        return str(RISKS.get(detail, detail))
    if step in TIMES:
        return TIMES[step] % {"at": plain(datetime.fromisoformat(detail))}
    if step == RecordKind.INCIDENT:
        return _("seksual") if detail == YesNo.YES else ""
    return word(CODES[step](detail)) if step in CODES else detail


def said(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """The sealed words of a line, each with its name where it needs one."""
    named = [
        (_("Nomor"), words.get("number", "")),
        ("", words.get("words", "")),
        ("", "; ".join(word(Danger(one)) for one in words.get("danger", "").split())),
        (_("Pendapat anak"), words.get("opinion", "")),
        (
            _("Ditanya soal melukai diri"),
            words.get("self_harm") and word(SelfHarm(words["self_harm"])),
        ),
        (_("Supaya anak aman"), words.get("done", "")),
        (_("Rencana belum ditinjau"), words.get("unreviewed", "")),
    ]
    return [(name, text) for name, text in named if text]
