"""Pages of reports: the waiting board, and everyone's own day."""

from referral.reports.views import access, board, home, openings, staff

BLUEPRINTS = (access.bp, board.bp, home.bp, openings.bp, staff.bp)
