"""What is written down in the two lives: canaries in all words."""

from datetime import date

from tests.lives.chronicle import day

REPORT_A = {
    "told_by": "relative",
    "teller_name": "Kenari Bibi",
    "teller_phone": "0800-555-0001",
    "signs": ["S05"],
    "words": "Kenari cerita: diancam akan disebar dalam 24 jam, diminta Rp500.000.",
    "village": ["Ma'rumpa", "73.09.08.2004"],
    "children-0-name": "Kenari Anak",
    "children-0-age": "14",
    "children-0-sex": "female",
    "children-0-language": "indonesian",
    "contact_of": "relative",
    "contact_number": "0800-555-0002",
    "contact_hours": "21.00 sampai 22.00",
    "feared_who": "Kenari akun",
    "feared_is": "online",
    "feared_reach": "unknown",
    "feared_official": "unknown",
    "wish": "Kenari harap",
    "agreed": "y",
}

WEDDING = date(2026, 7, 22)
REPORT_C = {
    "told_by": "peer",
    "signs": ["S08"],
    "wedding_on": day(WEDDING),
    "words": "Kenari cerita: akan dinikahkan, ia tidak mau.",
    "village": ["Mallari", "73.08.16.2009"],
    "children-0-name": "Kenari Anak",
    "children-0-age": "16",
    "children-0-sex": "female",
    "children-0-language": "bugis",
    "contact_of": "child",
    "contact_number": "0800-555-0003",
    "contact_hours": "16.00 sampai 18.00",
    "feared_is": "unknown",
    "feared_reach": "unknown",
    "feared_official": "unknown",
    "wish": "Kenari ingin sekolah",
    "agreed": "y",
}
AGREED = {
    "basis": "consent",
    "consent_giver": "guardian",
    "consent_assent": "yes",
    "consent_how": "spoken",
    "consent_contact": "y",
    "consent_unfeared": "y",
}
LETTER = {"who": "Petugas meja", "how": "letter"}
CALL = {"who": "Petugas meja", "how": "phone"}
DUTY = {"basis": "legal_duty", "reason": "Kenari alasan"}
