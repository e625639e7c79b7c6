"""Pages of people, a file a kind of page."""

from referral.people.views import account, door, joining
from referral.people.views.blueprint import bp

__all__ = ["account", "door", "joining"]
BLUEPRINTS = (bp,)
