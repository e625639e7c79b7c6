"""Life A from 21.04 on Saturday to 13.00 on Sunday, act by act."""

from tests.browser import DESK
from tests.stories.acts import MORNING, NIGHT, Life

POLICE = {
    "goal": "Laporan polisi dan pengamanan perangkat",
    "urgency": "6h",
    "summary": "Pemerasan daring. Perangkat disimpan menyala dan tidak dibuka.",
    "reason": "Kenari alasan",
    "basis": "legal_duty",
}
SHARE = {"4", "8", "32", "64"}
"""Identity, story, alleged perpetrator, online evidence."""


def told_and_sent(life: Life) -> None:
    """21.05: the phone is online again, fifty minutes after the aunt spoke."""
    life.at(NIGHT, 21, 4)
    life.report()
    life.service.look_round()
    life.at(NIGHT, 21, 20, 5)


def claimed(life: Life) -> None:
    """21.25: Ilham takes it in hand, calls the aunt, confirms the risk."""
    life.at(NIGHT, 21, 25)
    with life.as_("piket_maros") as desk:
        desk.open("/inbox")
        life.seen["desk's inbox"] = desk.text()
        life.seen["preview"] = desk.open(life.referral("REF-1")).text()
        desk.shot("preview")
        desk.press("Saya tangani")
        desk.shot("claimed")
        desk.press("Buka kasus", role="link")
        life.seen["claimed"] = desk.text()
        desk.shot("case")
        desk.press("Pastikan risiko", role="link")
        desk.fill({"risk": "3", "self_harm": "no"})
        desk.press("Simpan")
        desk.press("Catat kontak", role="link")
        desk.shot("contact")
        desk.fill({"with_whom": "reporter", "safe": "yes", "words": "Jangan bayar, jangan hapus."})
        desk.press("Simpan")
        life.seen["called the aunt"] = desk.text()
    life.at(NIGHT, 21, 35, 5)


def accepted(life: Life) -> None:
    """21.40: Rahma leads from now on; the first contact is planned for nine."""
    life.at(NIGHT, 21, 40)
    with life.as_("piket_maros") as desk:
        desk.open(life.referral("REF-1"))
        desk.press("Terima", role="link")
        desk.page.get_by_label("Rahma Contoh").check()
        desk.fill({"first_service_at": ["15", "3", "2026", "09.00"]})
        desk.shot("accept")
        desk.press("Terima")
    life.seen["activist"] = life.read("relawan_maros", f"/cases/{life.case}")
    life.at(NIGHT, 22, 5, 5)


def visited(life: Life) -> None:
    """00.20 the target has passed; 09.00 two officers are at the aunt's."""
    life.at(MORNING, 0, 20)
    life.seen["after midnight"] = life.read("mk_maros", f"/cases/{life.case}")
    life.at(MORNING, 8, 14, 50)
    life.at(MORNING, 8, 15, 5)
    life.at(MORNING, 9, 1)
    with life.as_("mk_maros") as phone:
        phone.open(f"/cases/{life.case}")
        phone.press("Catat kontak", role="link")
        phone.fill({"with_whom": "child", "at": ["15", "3", "2026", "09.00"], "safe": "yes"})
        phone.fill({"words": "Kenari kontak: anak aman bersama bibi."})
        phone.press("Simpan")


def referred(life: Life) -> None:
    """10.00: the PPA desk of the Polres is asked, on legal duty, to answer within six hours."""
    life.at(MORNING, 10, 0)
    with life.as_("mk_maros", DESK) as desk:
        desk.open(f"/cases/{life.case}")
        desk.press("Kirim rujukan", role="link")
        desk.shot("which-desk")
        row = desk.page.get_by_role("listitem").filter(has_text="Polres Maros")
        row.get_by_role("link", name="Laporan polisi").click()
        desk.fill(POLICE)
        life.seen["share"] = " ".join(sorted(desk.ticked("share")))
        desk.shot("send")
        desk.press("Kirim rujukan")
    life.note("REF-2")
    with life.as_("polisi_maros") as police:
        life.seen["police preview"] = police.open(life.referral("REF-2")).text()
        life.seen["police reads"] = police.text()
        police.shot("police-preview")
        police.open(f"/cases/{life.case}", status=404)


def reported_to_police(life: Life) -> None:
    """13.00: LP made at the Polres, the referral accepted there."""
    life.at(MORNING, 13, 0)
    with life.as_("polisi_maros") as police:
        police.open(life.referral("REF-2"))
        police.press("Terima", role="link")
        police.fill({"first_service_at": ["15", "3", "2026", "13.30"]})
        police.fill({"lp_number": "LP/B/88/III/2026", "lp_at": ["15", "3", "2026", "13.00"]})
        police.shot("police-accept")
        police.press("Terima")
        life.seen["police after"] = police.text()
        police.shot("police-after")
    with life.as_("mk_maros") as manager:
        manager.open(f"/cases/{life.case}")
        life.seen["at the end"] = manager.text()
        manager.shot("case-end")


def live(life: Life) -> None:
    """The whole of it."""
    for act in (told_and_sent, claimed, accepted, visited, referred, reported_to_police):
        act(life)
