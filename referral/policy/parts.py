"""The parts of a case, the grounds on which they open, and what each ground opens."""

from enum import IntEnum, IntFlag

from referral.policy.roles import AgencyKind


class Compartment(IntFlag):
    """Separately visible parts of a case, as bits of a grant."""

    NONE = 0
    SHELL = 1
    REFERRALS = 2
    IDENTITY = 4
    STORY = 8
    HEALTH = 16
    ALLEGED = 32
    ONLINE = 64
    PLACE = 128
    REPORTER = 256
    LAW = 512
    SERVICES = 1024
    AUDIT = 2048


C = Compartment
SEALED = C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED | C.ONLINE | C.PLACE | C.REPORTER
WHOLE = SEALED | C.SHELL | C.REFERRALS | C.LAW | C.SERVICES | C.AUDIT


class Basis(IntEnum):
    """On what ground a grant stands."""

    OPENED = 1
    INTAKE_CLAIM = 2
    ASSIGNMENT = 3
    PREVIEW = 4
    REFERRAL = 5
    SUPERVISION = 6
    DUTY_DESK = 7
    BREAK_GLASS = 8
    CONSENTED_RETURN = 9
    TRANSFER = 10
    RESIDUE = 11


BY_BASIS: dict[Basis, Compartment] = {
    Basis.OPENED: C.SHELL | C.IDENTITY | C.STORY | C.ALLEGED | C.REPORTER,
    Basis.INTAKE_CLAIM: WHOLE & ~(C.HEALTH | C.ONLINE | C.PLACE | C.AUDIT),
    Basis.ASSIGNMENT: WHOLE,
    Basis.PREVIEW: C.NONE,
    Basis.SUPERVISION: WHOLE & ~(C.HEALTH | C.ONLINE | C.REPORTER),
    Basis.DUTY_DESK: C.SHELL | C.REFERRALS | C.LAW | C.SERVICES,
    Basis.CONSENTED_RETURN: C.SHELL,
    Basis.RESIDUE: C.NONE,
}
"""Who gets what by which ground (domain.md 4.5, security.md 2.2); a referral's is its share."""

BESIDE = (Basis.OPENED, Basis.CONSENTED_RETURN, Basis.RESIDUE)
"""Who stands on these sees what became of the child, and not the work."""

SHARABLE: dict[AgencyKind, Compartment] = {
    AgencyKind.POLICE: C.IDENTITY | C.STORY | C.ALLEGED | C.ONLINE | C.REPORTER | C.LAW,
    AgencyKind.SOCIAL: C.IDENTITY | C.STORY | C.ALLEGED | C.PLACE,
    AgencyKind.HOSPITAL: C.IDENTITY | C.STORY | C.HEALTH,
    AgencyKind.UPTD: WHOLE,
    AgencyKind.UPT_PROVINCE: WHOLE,
    AgencyKind.PUSPAGA: C.IDENTITY | C.STORY | C.HEALTH,
    AgencyKind.SCHOOL: C.IDENTITY,
    AgencyKind.DUKCAPIL: C.IDENTITY,
    AgencyKind.KUA: C.IDENTITY,
    AgencyKind.LPSK: C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED | C.LAW,
    AgencyKind.KOMDIGI: C.ONLINE,
    AgencyKind.LKSA: C.IDENTITY,
}
"""What a share list may hold at most, by the kind of the receiving agency (domain.md 4.5).

School, Dukcapil, KUA and a children's home learn whom to help and nothing of what happened;
Komdigi learns addresses and accounts and no child.
"""

NEVER_TOLD: dict[AgencyKind, frozenset[str]] = {
    AgencyKind.SCHOOL: frozenset({"reason", "safety"}),
    AgencyKind.DUKCAPIL: frozenset({"reason", "safety"}),
    AgencyKind.KUA: frozenset({"reason", "safety"}),
    AgencyKind.KOMDIGI: frozenset({"reason", "safety", "safe_contact"}),
}
"""Words beside the share list that a receiver never reads (domain.md 4.5).

They know whom to help and how to reach the child, and no reason; Komdigi knows of no child.
"""

USUAL_SHARE: dict[AgencyKind, Compartment] = {
    AgencyKind.POLICE: C.IDENTITY | C.STORY | C.ALLEGED | C.ONLINE | C.LAW,
    AgencyKind.SOCIAL: C.IDENTITY | C.STORY,
    AgencyKind.HOSPITAL: C.IDENTITY | C.STORY,
    AgencyKind.UPTD: C.IDENTITY | C.STORY,
    AgencyKind.UPT_PROVINCE: C.IDENTITY | C.STORY,
    AgencyKind.PUSPAGA: C.IDENTITY | C.STORY,
    AgencyKind.SCHOOL: C.IDENTITY,
    AgencyKind.DUKCAPIL: C.IDENTITY,
    AgencyKind.KUA: C.IDENTITY,
    AgencyKind.LPSK: C.IDENTITY | C.STORY | C.ALLEGED | C.LAW,
    AgencyKind.KOMDIGI: C.ONLINE,
    AgencyKind.LKSA: C.IDENTITY,
}
"""What the form offers at first; whoever sends takes away or adds."""
