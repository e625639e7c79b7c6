"""What goes between desks: a referral sent, and every answer to it, filled with invented words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from referral import db
from referral.cli.demo.stage import Do, Scene
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.policy import USUAL_SHARE, WHOLE
from referral.referrals import actions as referrals
from referral.referrals.models import (
    Assent,
    ConsentHow,
    DeclineReason,
    FailReason,
    Giver,
    Helped,
    LawfulBasis,
    Outcome,
    Referral,
    SaidBy,
)
from referral.reminders.limits import Urgency

BASIS = {
    Service.POLICE_REPORT: LawfulBasis.LEGAL_DUTY,
    Service.PROTECTION: LawfulBasis.VITAL_INTEREST,
    Service.CARE_HOME: LawfulBasis.PUBLIC_TASK,
}
"""What is shared on another ground than consent."""
UNASKED = "Orang tua belum dapat dihubungi, dan bantuan ini tidak bisa menunggu."
SUMMARY = "Anak perlu {need}; pendamping sudah ada. Hubungi pengirim dulu, jangan datang sendiri."


def send(unit: str, service: Service, urgency: Urgency, need: str) -> Do:
    """Refer to another unit's desk, with the usual share list of its kind."""

    def do(scene: Scene) -> None:
        to = directory.unit_by_code(unit)
        if to is None:
            raise LookupError(unit)
        basis = BASIS.get(service, LawfulBasis.CONSENT)
        request = referrals.Request(
            to_unit_id=to.id,
            service=service,
            urgency=urgency,
            basis=basis,
            share=USUAL_SHARE[to.kind],
            summary=SUMMARY.format(need=need),
            goal=f"Anak mendapat {need}.",
            shown=referrals.Shown(),
            consent=agreed() if basis is LawfulBasis.CONSENT else None,
            unasked="" if basis is LawfulBasis.CONSENT else UNASKED,
        )
        scene.sent[unit] = referrals.send(scene.case, request, by=scene.by).id

    return do


def put_aside(unit: str, service: Service, need: str) -> Do:
    """The same, half written."""

    def do(scene: Scene) -> None:
        to = directory.unit_by_code(unit)
        if to is None:
            raise LookupError(unit)
        half = referrals.Drafted(
            to_unit_id=to.id,
            service=service,
            urgency=Urgency.DAYS_3,
            basis=LawfulBasis.CONSENT,
            share=USUAL_SHARE[to.kind],
            typed=urlencode({"goal": f"Anak mendapat {need}.", "urgency": Urgency.DAYS_3.value}),
        )
        scene.sent[unit] = referrals.put_aside(scene.case, half, by=scene.by).id

    return do


def transfer(unit: str) -> Do:
    """Offer the whole case to another UPTD."""

    def do(scene: Scene) -> None:
        to = directory.unit_by_code(unit)
        if to is None:
            raise LookupError(unit)
        request = referrals.Request(
            to_unit_id=to.id,
            service=Service.COMPLAINT,
            urgency=Urgency.HOURS_24,
            basis=LawfulBasis.PUBLIC_TASK,
            share=WHOLE,
            summary="Anak pindah ke rumah keluarganya di kota; pendamping perlu berganti.",
            goal="Anak didampingi dekat tempat tinggalnya yang baru.",
            shown=referrals.Shown(),
            whole_case=True,
            unasked=UNASKED,
            best_interest="Anak tinggal bersama neneknya sekarang, dan ingin didampingi di sana.",
        )
        scene.sent[unit] = referrals.send(scene.case, request, by=scene.by).id

    return do


def agreed() -> referrals.Consented:
    """The guardian and the child said yes, just now."""
    return referrals.Consented(
        Giver.GUARDIAN, Assent.YES, ConsentHow.SPOKEN, db.now(), contact=True
    )


def _on(unit: str, verb: Callable[..., Any], *filled: Callable[[Scene], Any]) -> Do:
    """One step of what was sent to that unit."""

    def do(scene: Scene) -> Any:
        values = [make(scene) for make in filled]
        return verb(scene.referral(unit), *values, by=scene.by)

    return do


def look(unit: str) -> Do:
    """The desk opens it."""
    return _on(unit, referrals.mark_opened)


def accept(unit: str, first_in: timedelta, lp: bool = False) -> Do:  # noqa: FBT001, FBT002
    """The desk accepts: whoever acts will serve; a police report's number comes with it."""

    def promised(scene: Scene) -> referrals.Promised:
        now, number = db.now(), f"LP/CONTOH/{scene.stage.dice.randint(100, 999)}"
        made = referrals.LP(number, now) if lp else None
        decided = {"protection": "no", "protection_at": now.isoformat()}
        facts = {"handled_by": "Kanit PPA, Aipda Contoh", **decided} if lp else {}
        return referrals.Promised(now + first_in, scene.by.id, lp=made, facts=facts)

    return _on(unit, referrals.accept, promised)


def accept_by_letter(unit: str, first_in: timedelta) -> Do:
    """The sender writes down the answer that came by letter."""

    def do(scene: Scene) -> Referral:
        now = db.now()
        proxy = referrals.Proxy("Petugas meja, lewat surat", now, "B/CONTOH/17")
        promised = referrals.Promised(now + first_in)
        return referrals.accept(scene.referral(unit), promised, by=scene.by, proxy=proxy)

    return do


def decline(unit: str) -> Do:
    """The desk has no place."""
    words = "Semua pendamping sedang penuh sampai pekan depan."
    no = referrals.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER, words)
    return _on(unit, referrals.decline, lambda _scene: no)


def waitlist(unit: str, place_in: timedelta) -> Do:
    """The desk has no place yet; the child stays with an aunt."""

    def waiting(_scene: Scene) -> referrals.Waiting:
        return referrals.Waiting(db.now() + place_in, "Anak tinggal bersama bibi yang aman.")

    return _on(unit, referrals.waitlist, waiting)


def forward(unit: str, to: str) -> Do:
    """Another desk does it better."""

    def onward(_scene: Scene) -> referrals.Onward:
        found = directory.unit_by_code(to)
        if found is None:
            raise LookupError(to)
        return referrals.Onward(found.id, "Layanan ini lebih tepat di sana.")

    return _on(unit, referrals.forward, onward)


def fail(unit: str) -> Do:
    """The family could not be reached any more."""
    failure = referrals.Failure(FailReason.NO_CONTACT, "Tiga kali didatangi, rumah kosong.")
    return _on(unit, referrals.fail, lambda _scene: failure)


def progress(unit: str) -> Do:
    """How it goes."""
    news = referrals.News("Dua pertemuan; anak mulai bercerita.", facts={"sessions": "2"})
    return _on(unit, referrals.progress, lambda _scene: news)


def hold(unit: str, until: timedelta) -> Do:
    """The desk waits with a reason."""

    def wait(_scene: Scene) -> referrals.Hold:
        return referrals.Hold(db.now() + until, "Menunggu keluarga pulang dari kebun.")

    return _on(unit, referrals.hold, wait)


def void(unit: str) -> Do:
    """The head says that it never was."""
    return _on(unit, referrals.void, lambda _scene: "Terkirim ke meja yang salah.")


def ask(unit: str) -> Do:
    """The desk asks back."""
    return _on(unit, referrals.ask, lambda _scene: "Apakah anak perlu juru bahasa isyarat?")


def start(unit: str) -> Do:
    """First service given."""
    return _on(unit, referrals.start, lambda _scene: referrals.Begun(db.now()))


def complete(unit: str) -> Do:
    """The desk has done its part."""
    result = referrals.Result(Outcome.HELPED, "Pendampingan selesai sesuai rencana.", "S/CONTOH/8")
    return _on(unit, referrals.complete, lambda _scene: result)


def confirm(unit: str) -> Do:
    """The child says that it helped."""
    values = (lambda _scene: Helped.YES), (lambda _scene: "Anak merasa terbantu.")
    return _on(unit, referrals.confirm, *values)


def recall(unit: str) -> Do:
    """The sender takes it back."""
    return _on(unit, referrals.recall, lambda _scene: "Keluarga memilih layanan lain.")
