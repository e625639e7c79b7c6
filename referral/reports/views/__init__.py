"""Pages of reports: the waiting board, and everyone's own day."""

from referral.reports.views import board, home, staff

BLUEPRINTS = (board.bp, home.bp, staff.bp)
