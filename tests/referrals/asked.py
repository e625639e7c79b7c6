"""What is asked of three desks beside the police."""

from typing import Any

from referral.directory.models import Service
from referral.policy import Compartment
from referral.reminders.limits import Urgency

HOSPITAL: dict[str, Any] = {
    "to": "rsud-maros-ppt",
    "service": Service.TREATMENT,
    "share": Compartment.IDENTITY,
    "urgency": Urgency.DARURAT,
}
DINSOS: dict[str, Any] = {
    "to": "dinsos-maros-rehsos",
    "service": Service.SOCIAL_CARE,
    "share": Compartment.IDENTITY,
    "urgency": Urgency.DAYS_3,
}
OTHER: dict[str, Any] = {
    "to": "uptd-ppa-makassar",
    "service": Service.COMPLAINT,
    "share": Compartment.IDENTITY,
    "urgency": Urgency.DAYS_3,
}
