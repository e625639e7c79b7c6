"""Laws of the database: models and migrations agree, and every case table is guarded."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from referral import db
from referral.app import ROOT

OPEN = {
    "agency",
    "alembic_version",
    "app_clock",
    "area",
    "audit_check",
    "audit_checkpoint",
    "calendar_change",
    "area_served",
    "absence",
    "credential",
    "desk",
    "device",
    "duty",
    "form_receipt",
    "heartbeat",
    "holiday",
    "invitation",
    "limit_row",
    "person",
    "read_alert",
    "referral_route",
    "service_offered",
    "session",
    "unit",
    "unit_leave",
}
"""Tables that hold nothing about a child; every other one has forced row-level security."""


@pytest.mark.usefixtures("app")
def test_models_equal_migrations(owner: sa.Engine) -> None:
    options = {
        "include_schemas": True,
        "include_name": lambda name, kind, _p: kind != "schema" or name in (None, "keys"),
        "compare_type": True,
    }
    with owner.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, db.Base.metadata) == []


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_every_table_about_a_child_forces_row_level_security(owner: sa.Engine) -> None:
    query = sa.text(
        "SELECT relname, relforcerowsecurity FROM pg_class JOIN pg_namespace n"
        " ON n.oid = relnamespace WHERE relkind = 'r' AND nspname IN ('public', 'keys')"
    )
    with owner.connect() as connection:
        forced: dict[str, bool] = {
            row.relname: row.relforcerowsecurity for row in connection.execute(query)
        }
    assert {name for name, force in forced.items() if not force} == OPEN


def test_no_role_passes_row_level_security(owner: sa.Engine) -> None:
    query = sa.text(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'app\\_%' AND (rolbypassrls OR rolsuper)"
    )
    with owner.connect() as connection:
        assert connection.scalars(query).all() == []


def test_the_worker_reads_no_sealed_compartment(owner: sa.Engine) -> None:
    query = sa.text(
        "SELECT table_name FROM information_schema.role_table_grants"
        " WHERE grantee = 'app_worker' AND (table_name LIKE 'case\\_%' OR table_name IN"
        " ('data_key', 'referral_text', 'contact', 'law_line')) AND table_name <> 'case_file'"
        " AND (table_name, privilege_type) <> ('case_event', 'INSERT')"
    )
    with owner.connect() as connection:
        assert connection.scalars(query).all() == []
