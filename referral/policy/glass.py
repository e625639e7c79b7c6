"""Break-glass: who may open a case without a grant, which parts, how often, and who reviews it."""

from collections.abc import Mapping
from datetime import timedelta

from referral.policy.parts import Compartment
from referral.policy.roles import Role

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
