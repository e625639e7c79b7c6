"""The report form as people fill it in."""

import re
from typing import Any

from werkzeug.test import TestResponse

MOMENT = re.compile(r'name="told_at" value="([^"]*)"')
FORM = {
    "told_by": "relative",
    "teller_name": "Bibi Canary",
    "teller_phone": "0811-0000-0001",
    "signs": ["S05"],
    "words": "Cerita Canary",
    "village": ["Ma'rumpa", "73.09.08.2004"],
    "children-0-name": "Anak Canary",
    "children-0-age": "14",
    "children-0-sex": "female",
    "children-0-language": "indonesian",
    "contact_of": "relative",
    "contact_number": "0811-0000-0001",
    "contact_hours": "21.00 sampai 22.00",
    "feared_is": "unknown",
    "feared_reach": "unknown",
    "feared_official": "unknown",
    "wish": "Ingin aman",
    "agreed": "y",
}


def filled(page: TestResponse, **changes: Any) -> dict[str, Any]:
    """What a browser would post from this page, with these answers; None leaves one out."""
    html = page.get_data(as_text=True)
    hidden = dict(
        re.findall(r'<input type="hidden" name="(csrf_token|form_key)" value="([^"]*)"', html)
    )
    fields = {**hidden, "told_at": MOMENT.findall(html), **FORM, **changes}
    return {name: value for name, value in fields.items() if value is not None}
