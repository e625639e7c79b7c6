"""People at desks that the cast leaves empty."""

from referral import db
from referral.directory.queries import unit_by_code
from referral.people.models import Person
from referral.policy import Role


def worker(unit: str, username: str = "petugas_uji", role: Role = Role.PROVIDER) -> Person:
    """Somebody of that unit, who comes in by the demo's door."""
    found = unit_by_code(unit)
    assert found
    person = Person(
        username=username, name="Petugas Contoh", role=role, unit_id=found.id, demo=True
    )
    db.session.add(person)
    db.session.commit()
    return person
