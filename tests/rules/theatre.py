"""The stage with a browser for each who looks; what a request did is undone after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from uuid import uuid4

from werkzeug.test import TestResponse

from referral import db
from tests.pages import Browser
from tests.rules.people import ACTORS
from tests.rules.stage import Stage
from tests.rules.table import DOORS, WAYS
from tests.worker.house import House

SEED = 20261122
GONE, STRANGER = "cuti_maros", "a stranger"
LEAVES = {"people.sign_out", "people.sign_out_everywhere", "people.sign_in_demo"}
ARGUMENT = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Look:
    """One request of one person; about one case, or about none."""

    who: str
    method: str
    rule: str
    act: str | None = None


class Theatre:
    """Everybody signed in, one of them dismissed since, and one who never was."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, house.app
        with house.web():
            self.acts = Stage(house).build()
        with self.app.app_context():
            self.browsers = {who: self._enter(who) for who in ACTORS}
            self.browsers[STRANGER] = self._enter(None)
        self.roles = {p.username: p.role for p in house.sql("SELECT username, role FROM person")}
        house.sql("UPDATE person SET active = false WHERE username = :u", u=GONE)
        self.hidden = house.person("paman")
        self._chance = Random(SEED)  # noqa: S311 - always the same

    def _enter(self, who: str | None) -> Browser:
        browser = self.app.test_client()
        assert isinstance(browser, Browser)
        browser.get("/sign-in")
        if who:
            assert browser.send("/sign-in/demo", username=who).status_code == 303
            browser.get("/account")
        return browser

    def looks(self) -> Iterator[Look]:
        """Every route and method, for everybody; of a case's routes at every act that has it.

        Whom his role or the door refuses is sent to one of them.
        """
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint in LEAVES:
                continue
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                acts = self.acts_of(method, rule.rule)
                for who in self.browsers:
                    at_all = self.welcome(who, method, rule.rule)
                    for act in acts if at_all else self._chance.sample(acts, 1):
                        yield Look(who, method, rule.rule, act)

    def acts_of(self, method: str, rule: str) -> list[str | None]:
        """The acts that have such a thing; where there is none, one look at what never was."""
        acts: list[str | None] = [*self.acts] if f"{method} {rule}" in WAYS else [None]
        return [act for act in acts if self.address(rule, act) is not None] or [None]

    def welcome(self, who: str, method: str, rule: str) -> bool:
        """Whether the door lets him in; else he is refused before anybody looks for a case."""
        roles = DOORS[f"{method} {rule}"]
        return "anyone" in roles or (who not in (GONE, STRANGER) and self.roles[who] in roles)

    def address(self, rule: str, name: str | None) -> str | None:
        """Where this goes; None where the case has no such thing."""
        if name is None:
            return ARGUMENT.sub(lambda m: str(uuid4()) if "uuid" in m[0] else "x", rule)
        act = self.acts[name]
        facts: dict[str, object] = {
            "<uuid:id>": act.referral if rule.startswith("/referrals/") else act.case,
            "<uuid:goal_id>": act.goal,
            "<uuid:glass_id>": act.glass,
            "<uuid:person_id>": None if rule.endswith("/hint") else self.hidden,
            "<uuid:erasure_id>": None,
            "<uuid:other_id>": None,
            "<kind>": "plan_review",
        }
        wanted = ARGUMENT.findall(rule)
        if any(facts[one] is None for one in wanted):
            return None
        return ARGUMENT.sub(lambda m: str(facts[m[0]]), rule)

    def open(self, look: Look) -> TestResponse:
        """The answer; nothing of what it did stays."""
        address = self.address(look.rule, look.act)
        assert address
        promise = self.acts[look.act].promise if look.act else None
        return self.ask(look.who, look.method, address, promise=promise)

    def ask(self, who: str, method: str, address: str, **fields: object) -> TestResponse:
        """One request in a transaction that is undone, the browser's memory too."""
        browser = self.browsers[who]
        token, name = browser.token, self.app.config["SESSION_COOKIE_NAME"]
        cookie = browser.get_cookie(name)
        posted = {"csrf_token": token, **fields} if method == "POST" else None
        with self.app.app_context():
            connection = db.sqla.engine.connect()
            outer = connection.begin()
            db.session.remove()
            db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
            try:
                return browser.open(address, method=method, data=posted)
            finally:
                browser.token = token
                if cookie:
                    browser.set_cookie(name, cookie.value)
                db.session.remove()
                db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
                outer.rollback()
                connection.close()

    @cache  # noqa: B019 - one theatre a run
    def missing(self, who: str, method: str) -> str:
        """What he is answered about a case that never was; the same on every route."""
        rule = self.mine(who, method)
        return plain(self.ask(who, method, ARGUMENT.sub(lambda _m: str(uuid4()), rule)))

    def mine(self, who: str, method: str) -> str:
        """A route of a case or referral that his role may take."""
        rules = (way.split(" ")[1] for way in WAYS if way.startswith(method))
        return next(rule for rule in rules if self.welcome(who, method, rule))


ONCE = re.compile(r'(nonce|value|datetime|content)="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}')


def plain(response: TestResponse) -> str:
    """A page without what is new in each: nonces, tokens, ids."""
    return f"{response.status_code} {ONCE.sub('', response.get_data(as_text=True))}"
