"""The form of a report, and what it says."""

from referral.intake.forms.report import RECENT, ReportForm
from referral.intake.forms.told import report_of

__all__ = ["RECENT", "ReportForm", "report_of"]
