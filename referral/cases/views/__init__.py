"""Pages of cases: the list, one case, its steps."""

from referral.cases.views import pages, steps
from referral.cases.views.bp import bp

__all__ = ["pages", "steps"]
BLUEPRINTS = (bp,)
