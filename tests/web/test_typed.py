"""What a person typed or pasted is kept as it was meant, or refused beside its field."""

import pytest

from referral.web.forms import clean


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Siti\u00a0Aminah", "Siti Aminah"),
        ("uang\u202f500\u2009ribu", "uang 500 ribu"),
        ("satu\rdua\r\ntiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("Sitti\x00\u202e\u200b Aisyah", "Sitti Aisyah"),
        ("👩\u200d👧 aman", "👩\u200d👧 aman"),
    ],
)
def test_pasted_text_keeps_its_words_apart(pasted: str, kept: str) -> None:
    assert clean(pasted) == kept
