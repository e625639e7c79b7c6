"""Life A, 14 April: the image is posted again, and all of it is answered the same day."""

from tests.lives.chronicle import Chronicle, moment
from tests.lives.told import CALL, DUTY
from tests.lives.usual import at, work


def april(life: Chronicle) -> None:
    """The image is posted again: a new incident of the same case, with 72 hours of its own."""
    work(life, at(4, 14, 9))
    life.on_case("relawan_maros", "news", words="Kenari kabar: muncul lagi.")
    life.seen["activist in april"] = life.read("relawan_maros", f"/cases/{life.case}")
    happened = {
        "code": "yes",
        "danger": "none",
        "words": "Kenari unggahan baru",
        "at": moment(at(4, 14, 8)),
    }
    life.on_case("mk_maros", "records/incident", **happened)
    life.until(at(4, 14, 10))
    told = {"words": "Kenari tiga alamat baru.", "readers": "both"}
    life.on("REF-2", "mk_maros", "note", **told)
    police = f"/referrals/{life.referrals['REF-2']}"
    life.seen["police in april"] = life.read("polisi_maros", police)
    ask = {"goal": "Hapus alamat baru", "summary": "Tiga alamat.", **DUTY, "share": ["64"]}
    life.refer("KOMDIGI-2", "mk_maros", "komdigi-aduan", "takedown", **ask)
    now, soon = moment(life.now), moment(at(4, 14, 14))
    ticket = {"ticket": "TKT-2", "ticket_at": now, "answered_at": now}
    life.on("KOMDIGI-2", "mk_maros", "accept", **CALL, **ticket, first_service_at=soon)
    notified = {"at": now, "answered_at": now, "notified_at": now}
    life.on("KOMDIGI-2", "mk_maros", "start", **CALL, **notified)
    _by_law_and_gone(life)


def _by_law_and_gone(life: Chronicle) -> None:
    """From 11 on: the second police report, the image removed at 13, no protection needed."""
    life.until(at(4, 14, 11))
    life.on_case("mk_maros", "law", number="LP/B/101/IV/2026", at=moment(life.now))
    life.until(at(4, 14, 12))
    life.on_case("mk_maros", "records/law_status", code="investigation")
    life.until(at(4, 14, 13))
    gone = {"outcome": "helped", "words": "Dihapus.", "takedown": "removed"}
    by = {**CALL, "answered_at": moment(life.now), "removed_at": moment(life.now)}
    life.on("KOMDIGI-2", "mk_maros", "complete", **gone, **by)
    life.on("KOMDIGI-2", "mk_maros", "confirm", helped="yes")
    life.until(at(4, 14, 15))
    life.on_case("mk_maros", "records/protection", code="no", words="Pelaku jauh")
