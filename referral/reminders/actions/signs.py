"""Signs of life: when each periodic task last came round."""

from sqlalchemy.dialects import postgresql as pg

from referral import db
from referral.reminders.models import Heartbeat


def beat(task: str) -> None:
    """Write down that this task has just done its work."""
    with db.transaction():
        sign = pg.insert(Heartbeat).values(name=task, at=db.now())
        db.session.execute(
            sign.on_conflict_do_update(index_elements=["name"], set_={"at": sign.excluded.at})
        )
