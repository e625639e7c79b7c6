"""Alembic's door: migrations run as the owner role, never as the web role."""

import logging

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool

from referral import db

logging.getLogger("alembic").setLevel(logging.WARNING)
INCLUDE = {"target_metadata": db.Base.metadata, "include_schemas": True, "compare_type": True}


engine = create_engine(
    current_app.config["DATABASE_OWNER_URL"].replace("postgresql://", "postgresql+psycopg://"),
    poolclass=pool.NullPool,
    connect_args={"options": "-c TimeZone=UTC"},
)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        include_name=lambda name, kind, _parents: kind != "schema" or name in (None, "keys"),
        **INCLUDE,
    )
    with context.begin_transaction():
        context.run_migrations()
