"""Pages of cases: the list, one case, its steps."""

from referral.cases.views import erasure, glass, law, pages, plan, records, same, steps, time
from referral.cases.views.bp import bp

__all__ = ["erasure", "glass", "law", "pages", "plan", "records", "same", "steps", "time"]
BLUEPRINTS = (bp, erasure.bp, glass.bp)
