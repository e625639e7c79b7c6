"""A whole house: its own database, the web role's app and the worker role's, moved in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

import config
from referral import db, policy
from referral.app import create_app
from referral.people.models import Person
from referral.policy import Basis
from referral.referrals.models import Referral
from referral.reminders.actions import Matter, Owner, close_all, open_follow_up, recount
from referral.reminders.limits import Kind
from referral.reminders.tick import nag_due
from tests.make import WITA
from tests.pages import Browser
from tests.referrals import given
from tests.servers import as_worker, prepared_once

CLEAN = """
SET LOCAL session_replication_role = replica;
DO $$ DECLARE one regclass; BEGIN
    FOR one IN
        WITH RECURSIVE reached AS (
            SELECT unnest(ARRAY['case_file', 'inbox_item', 'message', 'audit_entry',
                'audit_checkpoint', 'audit_check', 'form_receipt', 'heartbeat', 'absence', 'duty',
                'unit_leave', 'calendar_change']::regclass[]) AS t
            UNION SELECT c.conrelid FROM pg_constraint c JOIN reached r ON c.confrelid = r.t)
        SELECT t FROM reached
    LOOP EXECUTE 'DELETE FROM ' || one; END LOOP;
END $$;
UPDATE person SET mail_on = false, contact = NULL, active = true, mandate_until = NULL;
UPDATE desk SET deputy_id = NULL;
UPDATE app_clock SET ahead = '0'"""
"""As the superuser, whom no trigger binds; a TRUNCATE would let every query be planned anew."""
TOLD = """
SELECT i.at, p.username, i.rung, f.kind FROM inbox_item i JOIN person p ON p.id = i.person_id
LEFT JOIN follow_up f ON f.id = i.follow_up_id WHERE i.kind = 'reminder'
ORDER BY i.at, f.kind, p.username"""


class House:
    """What is done here is committed, as between real processes; ``clean`` takes it away again."""

    def __init__(self, settings: config.Settings) -> None:
        self.settings = settings
        self.app = prepared_once(create_app(settings))
        self.worker_app = prepared_once(create_app(as_worker(settings)))
        self.app.test_client_class = Browser
        self.owner = sa.create_engine(settings.DATABASE_OWNER_URL, isolation_level="AUTOCOMMIT")
        self.superuser = sa.create_engine(
            settings.DATABASE_OWNER_URL.replace("app_owner", "postgres")
        )

    def sql(self, query: str, **facts: object) -> list[Any]:
        """As the owner, behind every policy."""
        with self.owner.connect() as connection:
            result = connection.execute(sa.text(query), facts)
            return list(result.all()) if result.returns_rows else []

    def at(self, moment: datetime) -> None:
        """The one clock starts at this moment."""
        self.sql("UPDATE app_clock SET ahead = :moment - now()", moment=moment)

    @contextmanager
    def web(self) -> Iterator[None]:
        """A request's context, as the web role."""
        with self._inside(self.app):
            yield

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A task's context, as the worker's role."""
        with self._inside(self.worker_app):
            yield

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """The owner role arranges what no person does."""
        with self.app.app_context(), db.as_role(self.settings.DATABASE_OWNER_URL):
            yield

    @contextmanager
    def _inside(self, app: Flask) -> Iterator[None]:
        with app.app_context():
            try:
                yield
            finally:
                db.session.remove()

    def tick(self, limit: int = 1000) -> int:
        """One sweep; how many promises it took up."""
        total = 0
        with self.worker():
            while recount():
                pass
            while taken := nag_due(limit):
                total += taken
        return total

    def browser(self, username: str) -> Browser:
        """A browser of that member of the cast, signed in by the demo's door."""
        found = self.app.test_client()
        assert isinstance(found, Browser)
        found.get("/sign-in")
        assert found.send("/sign-in/demo", username=username).status_code == 303
        return found

    def get(self, username: str, *addresses: str) -> list[tuple[int, str]]:
        """What somebody is answered there: the status and the page."""
        with self.web():
            browser = self.browser(username)
            answers = [browser.get(address) for address in addresses]
            return [(answer.status_code, answer.text) for answer in answers]

    def quiet_case(self) -> Referral:
        """A case of the Maros desk, which its whole unit may see, and that owes nothing yet."""
        with self.web():
            report = given.village_report()
        with self.as_owner(), db.transaction():
            close_all(case_id=report.case_id)
            policy.grant(report.case_id, basis=Basis.DUTY_DESK, unit=report.to_unit_id)
        return report

    def promise(self, report: Referral, kind: Kind, owner: str | None = None, **about: Any) -> int:
        """Owed now for a Medium case: by a person, or by the desk of the case's unit."""
        with self.as_owner(), db.transaction():
            case_unit = report.to_unit_id
            person = db.session.scalars(sa.select(Person).where(Person.username == owner)).first()
            sender = about.pop("sender", None)
            matter = Matter(report.case_id, risk=2, **about)
            who = Owner(
                person.unit_id if person else case_unit,
                person.id if person else None,
                self.person(sender) if sender else None,
            )
            follow_up = open_follow_up(kind, matter, who, start=db.now())
            assert follow_up
            db.session.flush()
            return follow_up.id

    def told(self) -> list[tuple[str, str, str, int]]:
        """Every reminder so far: when (WITA), who, of what, which rung."""
        return [
            (f"{row.at.astimezone(WITA):%d %H.%M}", row.username, row.kind, row.rung)
            for row in self.sql(TOLD)
        ]

    def exclude(self, username: str, report: Referral) -> None:
        """A conflict of interest."""
        self.sql(
            "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
            " SELECT id, :c, 'relative', now(), id FROM person"
            " WHERE username = :u",
            u=username,
            c=report.case_id,
        )

    def person(self, username: str) -> UUID:
        found: UUID = self.sql("SELECT id FROM person WHERE username = :u", u=username)[0].id
        return found

    def on_duty(self, username: str, since: datetime, hours: int = 24) -> None:
        """A turn at the desk of the person's own unit."""
        self.sql(
            "INSERT INTO duty (id, unit_id, person_id, since, until) SELECT gen_random_uuid(),"
            " unit_id, id, :since, :until FROM person WHERE username = :u",
            u=username,
            since=since,
            until=since + timedelta(hours=hours),
        )

    def away(self, username: str, since: datetime, stand_in: str | None = None) -> None:
        """For three days."""
        self.sql(
            "INSERT INTO absence (id, person_id, since, until, stand_in_id) SELECT"
            " gen_random_uuid(), id, :since, :until, (SELECT id FROM person WHERE username = :s)"
            " FROM person WHERE username = :u",
            u=username,
            s=stand_in,
            since=since,
            until=since + timedelta(days=3),
        )

    def clean(self) -> None:
        """As it was with no case."""
        with self.superuser.begin() as connection:
            connection.exec_driver_sql(CLEAN)

    def close(self) -> None:
        for app in (self.app, self.worker_app):
            with app.app_context():
                db.sqla.engine.dispose()
        self.owner.dispose()
        self.superuser.dispose()
