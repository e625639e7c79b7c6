"""Pages of referrals: the lists, one referral, its steps, the hand-over."""

from referral.referrals.views import companion, conflict, longer, pages, sending, steps, waits
from referral.referrals.views.bp import bp

__all__ = ["companion", "conflict", "longer", "pages", "sending", "steps", "waits"]
BLUEPRINTS = (bp, companion.bp, conflict.bp)
