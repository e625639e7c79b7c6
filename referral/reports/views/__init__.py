"""Pages of reports: the waiting board, and everyone's own day."""

from referral.reports.views import access, board, home, staff

BLUEPRINTS = (access.bp, board.bp, home.bp, staff.bp)
