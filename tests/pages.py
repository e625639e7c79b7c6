"""The test client: it checks every page it fetches, as a careful reader of HTML would."""

import re
from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from referral import db

INPUT = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
KEY = re.compile(r'name="form_key"[^>]*value="([^"]+)"')


class Browser(FlaskClient):
    """Keeps cookies, posts the CSRF token of the last page, checks what it is given."""

    token = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request in a session of its own, as in a real process."""
        db.session.remove()
        for name in list(g):  # the test's application context outlives a request
            g.pop(name)
        response = super().open(*args, **kwargs)
        db.session.remove()
        if response.mimetype == "text/html" and response.status_code < 300:
            self._check(response.get_data(as_text=True))
        if found := TOKEN.search(response.get_data(as_text=True)):
            self.token = found[1]
        return response

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Post as the last page's form would."""
        return self.post(address, data={"csrf_token": self.token, **fields})

    @staticmethod
    def _check(page: str) -> None:
        assert re.search(r'<html[^>]* lang="(id|en)"', page), "a page says its language"
        assert len(re.findall(r"<h1\b", page)) == 1, "one h1 a page"
        assert re.search(r"<title>[^<]+</title>", page), "a page has a title"
        for form in re.findall(r"<form\b.*?</form>", page, re.DOTALL):
            if 'method="post"' in form.lower():
                assert "csrf_token" in form, "a form that changes things carries its token"
        labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
        for field in INPUT.findall(page):
            if re.search(r'type="(hidden|submit)"', field) or "aria-label" in field:
                continue
            name = re.search(r' id="([^"]+)"', field)
            assert name, f"an input needs an id and a label: {field}"
            assert name[1] in labelled, f"an input without a label: {field}"
        assert "style=" not in page, "no style that the policy would refuse"
