"""Pages of people, a file a kind of page."""

from referral.people.views import account, door, joining, reads
from referral.people.views.blueprint import bp

__all__ = ["account", "door", "joining", "reads"]
BLUEPRINTS = (bp, reads.bp)
