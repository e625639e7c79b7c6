"""The database: base of the models, session, one clock, the transaction's actor, the one commit."""

import enum
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from psycopg import _queries
from sqlalchemy import event, orm

_log = logging.getLogger(__name__)
_queries.MAX_CACHED_STATEMENT_LENGTH = 16_384
"""psycopg parses statements longer than this anew each time; those of home and board are."""
FAR = datetime(9999, 12, 31, tzinfo=UTC)
"""'No end': psycopg cannot load infinity, and a NULL would need a second comparison."""

BEGIN_AS = sa.text("SELECT * FROM begin_as(:token)")
SET_ACTOR = sa.text(
    "SELECT set_config('app.person', :person, true), set_config('app.unit', :unit, true),"
    " app_now() AS now"
)


class _Base(orm.DeclarativeBase):
    registry: ClassVar[orm.registry] = orm.registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=True,
                length=32,
                values_callable=lambda members: [m.value for m in members],
            ),
            datetime: sa.DateTime(timezone=True),
            date: sa.Date(),
            timedelta: sa.Interval(),
            UUID: sa.Uuid(),
            bytes: sa.LargeBinary(),
            str: sa.Text(),
        },
    )

    @classmethod
    def visible_to(cls, actor: Any) -> sa.ColumnElement[bool]:  # noqa: ARG003 - models narrow it
        """Which rows this actor may see; none until a model says otherwise."""
        return sa.false()


class _Session(FlaskSession):
    """One engine, so no search for it; commands and tests may bind another connection."""

    def get_bind(self, *_args: Any, **_kwargs: Any) -> sa.Engine | sa.Connection:
        return self.bind or self._db.engine


sqla = SQLAlchemy(
    model_class=_Base,
    disable_autonaming=True,
    session_options={"class_": _Session, "expire_on_commit": False},
)
session = sqla.session
if TYPE_CHECKING:
    Base = _Base
else:
    Base = sqla.Model


@event.listens_for(session, "after_begin")
def _set_actor(
    own: orm.Session, transaction: orm.SessionTransaction, connection: sa.Connection
) -> None:
    """Say who acts, at each begin and also when nobody does: a pooled session remembers nothing."""
    if not transaction.nested:
        _begin(own, connection)


def _begin(own: orm.Session, connection: sa.Connection) -> None:
    if (token := own.info.get("token")) is not None:
        begun = connection.execute(BEGIN_AS, {"token": token}).mappings().one()
        own.info["begun"] = begun
    else:
        person, unit = own.info.get("actor", ("", ""))
        begun = connection.execute(SET_ACTOR, {"person": person, "unit": unit}).mappings().one()
    own.info["now"] = begun["now"]
    own.info.pop("digests", None)


def acting(person_id: UUID | None, unit_id: UUID | None) -> None:
    """From the next transaction on this session acts as that person; None as nobody."""
    session.info.pop("token", None)
    session.info["actor"] = (str(person_id or ""), str(unit_id or ""))


def signed_in(token: bytes) -> Any:
    """Begin as the holder of a session token's hash; the row of ``begin_as``, empty when ended."""
    session.info["token"] = token
    session.info.pop("begun", None)
    connection = session.connection()
    if "begun" not in session.info:  # the transaction had begun before anybody asked who acts
        _begin(session(), connection)
    return session.info["begun"]


def now() -> datetime:
    """The one clock: SQL ``app_now()``, aware UTC, the same all through a transaction."""
    session.connection()
    moment: datetime = session.info["now"]
    return moment.astimezone(UTC)


def not_hidden(case_id: Any) -> sa.ColumnElement[bool]:
    """The case is not hidden from whoever acts, though no row tells him that one is."""
    hidden = sa.select(sa.func.app_hidden()).scalar_subquery()
    mark = sa.func.uuid_hash_extended(case_id, sa.literal_column("0"))
    known = sa.cast(hidden, sa.ARRAY(sa.BigInteger()))
    return mark != sa.all_(known)


@contextmanager
def transaction() -> Iterator[bool]:
    """All or nothing; inner ones join. Yields whether this is the outermost. The only commit."""
    if session.info.get("inside"):
        yield False
        return
    session.info["inside"] = True
    try:
        yield True
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("inside", None)


def each(due: sa.Select[UUID], act: Callable[[UUID], bool]) -> int:
    """Let ``act`` settle each of these by itself; how many it settled.

    One that fails is logged by its id and waits for the next ring; it delays no other. Raises
    where the database is away.
    """
    with transaction():
        found = list(session.scalars(due))
    return sum(_alone(one, act) for one in found)


def _alone(one: UUID, act: Callable[[UUID], bool]) -> bool:
    try:
        return act(one)
    except (sa.exc.DBAPIError, ValueError) as error:
        if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
            raise
        _log.error("%s of %s failed: %s", act.__name__, one, type(error).__name__)
    return False


def end_reading() -> None:
    """End a request's last transaction, which has only read, by COMMIT.

    After a ROLLBACK the driver forgets what it has prepared, and every page plans its queries
    anew: three quarters of their time.
    """
    session.expunge_all()
    with transaction():
        pass


_UNBOUND = sa.text(
    "SELECT r.rolname FROM pg_roles r WHERE r.rolname = current_user AND (r.rolbypassrls OR EXISTS"
    " (SELECT FROM pg_class c WHERE c.relrowsecurity AND pg_has_role(r.oid, c.relowner, 'MEMBER'))"
    " OR r.rolsuper)"
)


def unbound_role() -> str | None:
    """The role that the engine works as, where row-level security does not bind it."""
    with sqla.engine.connect() as connection:
        found: str | None = connection.scalar(_UNBOUND)
    return found


@contextmanager
def as_role(url: str) -> Iterator[None]:
    """Commands only: this session works as another database role, the owner or the worker."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    session.remove()
    session.configure(bind=engine)
    try:
        yield
    finally:
        session.remove()
        session.configure(bind=None)
        engine.dispose()


class Clock(Base):
    """One row: how far tests and demo loading have moved time; zero in real life."""

    __tablename__ = "app_clock"

    id: orm.Mapped[bool] = orm.mapped_column(primary_key=True, default=True)
    ahead: orm.Mapped[timedelta] = orm.mapped_column(default=timedelta(0))
