"""Access: who may see and do what; deny by default."""

from referral.policy.grants import (
    AccessGrant,
    AreaGrant,
    Exclusion,
    compartments,
    end,
    find,
    grant,
    granted,
    rows,
)
from referral.policy.parts import (
    BY_BASIS,
    SEALED,
    SHARABLE,
    USUAL_SHARE,
    WHOLE,
    Basis,
    Compartment,
)
from referral.policy.roles import ANYONE, GRANTS, Actor, AgencyKind, Permission, Role, can

__all__ = [
    "ANYONE",
    "BY_BASIS",
    "GRANTS",
    "SEALED",
    "SHARABLE",
    "USUAL_SHARE",
    "WHOLE",
    "AccessGrant",
    "Actor",
    "AgencyKind",
    "AreaGrant",
    "Basis",
    "Compartment",
    "Exclusion",
    "Permission",
    "Role",
    "can",
    "compartments",
    "end",
    "find",
    "grant",
    "granted",
    "rows",
]
