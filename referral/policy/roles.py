"""Roles and what each may do at all; which case is the grants' question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person is in this service; exactly one."""

    VOLUNTEER = "volunteer"
    PROVIDER = "provider"
    CASE_MANAGER = "case_manager"
    UNIT_HEAD = "unit_head"
    DISTRICT_SUPERVISOR = "district_supervisor"
    PROVINCIAL_SUPERVISOR = "provincial_supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


MANAGERS = (Role.CASE_MANAGER, Role.UNIT_HEAD)
"""Who may hold a case."""


class AgencyKind(StrEnum):
    """What an agency is; it decides what its receivers may be shown."""

    PATBM = "patbm"
    SHELTER = "shelter"
    UPTD = "uptd"
    UPT_PROVINCE = "upt_province"
    DP3A = "dp3a"
    SOCIAL = "social"
    POLICE = "police"
    HOSPITAL = "hospital"
    PUSPAGA = "puspaga"
    """Family learning centre: psychologist and counsellors."""
    SCHOOL = "school"
    """A school or madrasah, or the district's education office."""
    DUKCAPIL = "dukcapil"
    """Civil registry."""
    KUA = "kua"
    """The office of religious affairs or the religious court: marriage of a child."""
    LPSK = "lpsk"
    KOMDIGI = "komdigi"
    LKSA = "lksa"
    """A children's home; its place is asked for with Dinas Sosial."""
    OFFICE = "office"
    """Keeps the service running or checks it; has no part in a case."""


OWNING = (AgencyKind.UPTD, AgencyKind.UPT_PROVINCE)
"""Which kinds of units may own a case, and take one over from elsewhere."""


class Permission(StrEnum):
    """What a role may do at all; which case is the grants' question."""

    CASE_OPEN = "case:open"
    CASE_READ = "case:read"
    CASE_WORK = "case:work"
    CASE_DECIDE = "case:decide"
    CASE_ERASE = "case:erase"
    """Take part in erasing: ask, decide, stop; which of them is the case's question."""
    REFERRAL_READ = "referral:read"
    REFERRAL_SEND = "referral:send"
    REFERRAL_ANSWER = "referral:answer"
    BOARD_READ = "board:read"
    BOARD_ACT = "board:act"
    FIGURES_READ = "figures:read"
    INBOX_READ = "inbox:read"
    DESK_READ = "desk:read"
    DESK_WRITE = "desk:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    READS_READ = "reads:read"
    READS_LIFT = "reads:lift"
    GLASS_BREAK = "glass:break"
    GLASS_READ = "glass:read"
    GLASS_REVIEW = "glass:review"
    AUDIT_READ = "audit:read"
    SELF_READ = "self:read"
    SELF_WRITE = "self:write"


class _Open:
    """The declaration of a page that anybody may open."""


ANYONE = _Open()

_P = Permission
_ALL = frozenset({_P.INBOX_READ, _P.SELF_READ, _P.SELF_WRITE, _P.DESK_READ})
_STAFF = _ALL | {
    _P.CASE_OPEN,
    _P.CASE_READ,
    _P.REFERRAL_READ,
    _P.REFERRAL_ANSWER,
    _P.DESK_WRITE,
}
_WORK = _STAFF | {_P.CASE_WORK, _P.REFERRAL_SEND}
_GLASS = {_P.GLASS_BREAK, _P.GLASS_READ}
_WATCH = (
    _ALL
    | _GLASS
    | {_P.CASE_READ, _P.REFERRAL_READ, _P.BOARD_READ, _P.BOARD_ACT, _P.DESK_WRITE}
    | {_P.GLASS_REVIEW, _P.READS_READ, _P.READS_LIFT, _P.FIGURES_READ}
)
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: _ALL | {_P.CASE_OPEN, _P.CASE_READ},
    Role.PROVIDER: _STAFF | {_P.CASE_WORK},
    Role.CASE_MANAGER: _WORK | _GLASS | {_P.CASE_ERASE},
    Role.UNIT_HEAD: _WORK
    | {_P.CASE_DECIDE, _P.CASE_ERASE, _P.BOARD_READ, _P.BOARD_ACT, _P.GLASS_READ}
    | {_P.READS_READ, _P.READS_LIFT},
    Role.DISTRICT_SUPERVISOR: _WATCH,
    Role.PROVINCIAL_SUPERVISOR: _WATCH | {_P.CASE_ERASE},
    Role.ADMINISTRATOR: _ALL | {_P.PEOPLE_READ, _P.PEOPLE_WRITE, _P.DESK_WRITE},
    Role.AUDITOR: _ALL | {_P.AUDIT_READ, _P.GLASS_READ, _P.READS_READ},
}


@dataclass(frozen=True)
class Actor:
    """Who acts in this transaction: what ``begin_as`` says of the signed-in person."""

    id: UUID
    unit_id: UUID
    role: Role
    name: str
    username: str
    language: str
    unit_name: str
    unit_kind: AgencyKind
    districts: tuple[str, ...] = ()
    late: int = 0
    unread: int = 0
    glass_of: UUID | None = None
    glass_until: datetime | None = None
    """The case whose glass he has broken, until when."""


def can(actor: Actor | None, permission: Permission) -> bool:
    """Whether the actor's role holds the permission; nobody holds none."""
    return actor is not None and permission in GRANTS[actor.role]
