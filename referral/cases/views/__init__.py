"""Pages of cases: the list, one case, its steps."""

from referral.cases.views import glass, law, pages, plan, records, steps, time
from referral.cases.views.bp import bp

__all__ = ["glass", "law", "pages", "plan", "records", "steps", "time"]
BLUEPRINTS = (bp, glass.bp)
