"""Pages of referrals: the lists, one referral, its steps, the hand-over."""

from referral.referrals.views import (
    companion,
    conflict,
    consents,
    longer,
    pages,
    sending,
    steps,
    waits,
)
from referral.referrals.views.bp import bp

__all__ = ["companion", "conflict", "consents", "longer", "pages", "sending", "steps", "waits"]
BLUEPRINTS = (bp, companion.bp, conflict.bp)
