"""A page's forms, read as a browser reads them: what is filled in already is sent with the rest."""

from html.parser import HTMLParser

Fields = dict[str, list[str]]


class Forms(HTMLParser):
    """Every form of a page: its address, and the fields with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Fields]] = []
        self._select = self._area = ""
        self._first: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form or note a field of it."""
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((facts.get("action", ""), {}))
        elif tag == "select":
            self._select, self._first = facts.get("name", ""), None
        elif tag == "option" and self._select:
            self._option(facts)
        elif tag == "textarea":
            self._area = facts.get("name", "")
        elif tag == "input" and "name" in facts and self._sent(facts):
            self._note(facts["name"], facts.get("value", ""))

    @staticmethod
    def _sent(facts: dict[str, str]) -> bool:
        return facts.get("type") not in ("radio", "checkbox", "submit") or "checked" in facts

    def _option(self, facts: dict[str, str]) -> None:
        if self._first is None:
            self._first = facts.get("value", "")
        if "selected" in facts:
            self._note(self._select, facts.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave a field; of a list from which nothing is chosen the first stands."""
        if tag == "select" and self._first is not None and self._select not in self.found[-1][1]:
            self._note(self._select, self._first)
        if tag in ("select", "textarea"):
            self._select = self._area = ""

    def handle_data(self, data: str) -> None:
        """What stands in a field of several lines."""
        if self._area and data.strip():
            self._note(self._area, data.strip())

    def _note(self, name: str, value: str) -> None:
        if self.found:
            self.found[-1][1].setdefault(name, []).append(value)


def form_of(page: str, address: str) -> Fields:
    """The fields of the page's form that is sent to this address."""
    for action, fields in Forms(page).found:
        if action.split("?")[0] == address.split("?", maxsplit=1)[0]:
            return fields
    raise AssertionError(f"no form for {address}: {[action for action, _f in Forms(page).found]}")
