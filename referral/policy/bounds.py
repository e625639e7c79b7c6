"""Bounds: who may break a glass, for which parts, how often; how much one may read in an hour."""

from collections.abc import Mapping
from datetime import timedelta

from referral.policy.parts import Compartment
from referral.policy.roles import Role

ALERTED, STOPPED = 30, 60
"""So many cases' identities may one person open in an hour until others hear of it, and at most;
the same for every role: who works with fewer has no more reason to open more (security.md T4)."""
C = Compartment
LASTS = timedelta(minutes=60)
TIMES, WITHIN = 3, timedelta(days=30)
"""So often may one person break the glass."""
BREAKABLE: Mapping[Role, Compartment] = {
    Role.DISTRICT_SUPERVISOR: C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED,
    Role.PROVINCIAL_SUPERVISOR: C.IDENTITY | C.HEALTH | C.ALLEGED,
    Role.CASE_MANAGER: C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED | C.PLACE,
}
"""What each role may open at most (security.md 2.2): a case manager while on duty at the desk
that owns the case; never who reported, never what stands online."""
REVIEWERS: Mapping[Role, tuple[Role, ...]] = {
    Role.CASE_MANAGER: (Role.DISTRICT_SUPERVISOR, Role.PROVINCIAL_SUPERVISOR),
    Role.DISTRICT_SUPERVISOR: (Role.PROVINCIAL_SUPERVISOR,),
    Role.PROVINCIAL_SUPERVISOR: (Role.DISTRICT_SUPERVISOR,),
}
"""Who reviews it, of another level than who broke it; the nearest first."""
