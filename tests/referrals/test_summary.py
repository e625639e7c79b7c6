"""The safe summary is refused where it names: people, village, subdistrict, numbers."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.actions.summary import Hidden, spots
from tests.referrals import given as cast

NAMES = ("Siti Rahmawati Contoh", "Muh. Fajar", "Andi Tenri Ola")
PLACES = ("Bonto Mate'ne", "Ma'rumpa", "Marusu")
HIDDEN = Hidden.of(NAMES, PLACES)
PIECES = ("Siti", "sitti", "RAHMAWATI", "Rahmawati's", "Fajar", "Tenri", "Rahmawatinya", "Fajarlah")
SPOTS = (
    *PIECES,
    "Bonto Mate'ne",
    "bontomatene",
    "Bonto-Matene",
    "MARUMPA",
    "Marusu",
    "Rah\u200dmawati",
)
HARMLESS = (
    "Anak perempuan 14 tahun diancam lewat akun daring, perlu pendampingan hukum.",
    "Korban butuh pemeriksaan kesehatan dalam 24 jam. Bahasa Bugis.",
    "Ibu dan bibi mendampingi; bukti di gawai, jangan dibuka.",
    "Sesi 1 dari 3, mulai pukul 09.00, paling lambat 17 Mar.",
)
PARTED = (
    "Unit P.A.U.D. atau S.D., L.P. belum ada; a. b. c. d.",
    "Anak-anak dan/atau orang tua: sama-sama takut, 3x24 jam, e-KTP, S.O.P.",
    "UPTD P.P.A. (U.P.T.D.), R.S.U.D., visum et repertum; inisial A. N. dan S. R.",
    "Tidak mau ke sekolah. Ia di rumah bibi.Ia takut",
)
words = st.sampled_from(" ".join(HARMLESS).split())
digits = st.text("0123456789", min_size=10, max_size=20)


@pytest.mark.parametrize("text", [*HARMLESS, *PARTED])
def test_plain_words_pass(text: str) -> None:
    assert spots(text, HIDDEN) == []


@settings(deadline=None, derandomize=True)
@given(st.lists(words, max_size=8), st.sampled_from(SPOTS), st.lists(words, max_size=8))
def test_a_name_or_place_is_found_wherever_it_stands(
    before: list[str], spot: str, after: list[str]
) -> None:
    assert spots(" ".join([*before, spot, *after]), HIDDEN)


@settings(deadline=None, derandomize=True)
@given(
    st.sampled_from(("Siti", "Rahmawati", "fajar", "TENRI", "Marumpa", "Marusu")),
    st.sampled_from([" ", ".", "-", ". ", "_", " - ", "*", "\u200d", "  "]),
    st.lists(words, max_size=3),
)
@example("Siti", ".", ["a", "b"])
def test_a_name_is_found_with_its_letters_parted(
    name: str, between: str, around: list[str]
) -> None:
    assert spots(" ".join([*around, between.join(name), *around]), HIDDEN)
    assert spots(f"anak {name[:3]}{between.strip() or '-'}{name[3:]} takut", HIDDEN)


@pytest.mark.parametrize(
    "text",
    ["Rah mawati takut", "anak F4jar", "R4hm4wati lari", "5iti", "F@jar", "\u0420ahmawati",
     "S\u0456ti", "\u039carusu", "di M4rusu", "Mar\u0443sunya"],
)  # fmt: skip
def test_a_name_in_disguise_is_found(text: str) -> None:
    assert spots(text, HIDDEN)


@pytest.mark.parametrize(
    "text",
    ["0812\n3456\n7890", "0812 lalu 3456 lalu 7890", "+62812, terus 345, lalu 6789",
     "nol delapan satu dua tiga empat lima enam tujuh", "17/03/2026 08123456789",
     "0812 17/03/2026 3456789", "99/99/2026 12.34"],
)  # fmt: skip
def test_a_number_in_pieces_is_found(text: str) -> None:
    assert spots(f"telepon {text} ya", Hidden(frozenset(), frozenset()))


@pytest.mark.parametrize(
    "text",
    ["Jam 08.00 sampai 10.00, lalu 13.30 sampai 15.00.", "Tanggal 08 Maret 2026, kelas 8, umur 14.",
     "Dua dari tiga anak, kelas satu dan dua, 3x24 jam.", "Naik 2x sehari, 1 dari 3 sesi.",
     "LP/B/12/III/2026, 3 hari kerja, RT 02 tidak disebut.",
     "Sidang 17/03/2026 20.15, kontrol 3-4-2026 jam 8.00, lalu 20.04.2026 pukul 10.30."],
)  # fmt: skip
def test_times_and_counts_are_no_number_and_no_name(text: str) -> None:
    assert spots(text, HIDDEN) == []


@settings(deadline=None, derandomize=True)
@given(digits, st.sampled_from(["", " ", "-", ".", " - "]))
@example("7309081403120001", "")
def test_ten_digits_and_more_are_found_however_they_are_parted(number: str, between: str) -> None:
    assert spots(f"hubungi {between.join(number)} ya", Hidden(frozenset(), frozenset()))


@settings(deadline=None, derandomize=True)
@given(
    st.sampled_from(["08", "+628", "628", "0411"]), st.text("0123456789", min_size=6, max_size=10)
)
def test_a_telephone_number_is_found(begin: str, rest: str) -> None:
    parted = f"{begin}{rest[:3]}-{rest[3:]}"
    assert spots(f"telepon {parted}.", Hidden(frozenset(), frozenset()))


@settings(deadline=None, derandomize=True)
@given(st.text(string.printable, max_size=300))
def test_any_text_gets_an_answer_made_of_its_own_pieces(text: str) -> None:
    assert all(spot in text for spot in spots(text, HIDDEN))


def test_relatives_are_words_and_not_names() -> None:
    assert spots("paman dan ibu tiri", Hidden.of(["paman, dipanggil Baso"], [])) == []
    assert spots("dipanggil Baso", Hidden.of(["paman, dipanggil Baso"], [])) != []


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("text", ["Kenari takut", "di Marumpa", "di Kec. Marusu", "0812-3456-7890"])
def test_a_referral_whose_summary_names_is_not_sent(text: str) -> None:
    case, manager = cast.open_case()
    with pytest.raises(Refused) as refused:
        actions.send(case, cast.request(summary=text), by=manager)
    assert refused.value.key == "summary.names"
