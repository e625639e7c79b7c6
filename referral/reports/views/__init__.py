"""Pages of reports: the waiting board, and everyone's own day."""

from referral.reports.views import access, audit, board, figures, home, openings, staff

BLUEPRINTS = (access.bp, audit.bp, board.bp, figures.bp, home.bp, openings.bp, staff.bp)
