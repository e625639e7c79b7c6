"""The policy's tables against tables by hand: who comes in, what each ground and receiver opens."""

from flask import Flask

from referral.policy import (
    ANYONE,
    BREAKABLE,
    BY_BASIS,
    GRANTS,
    NEVER_TOLD,
    REVIEWERS,
    SHARABLE,
    USUAL_SHARE,
    Actor,
    AgencyKind,
    Basis,
    Compartment,
    Role,
    roles,
)
from referral.policy.grants import WHOEVER
from tests.rules.table import DOORS

LETTERS = "SRITHAOPWLVU"
OPENS = {
    "OPENED": "SITAW", "INTAKE_CLAIM": "SRITAWLV", "ASSIGNMENT": LETTERS, "PREVIEW": "",
    "SUPERVISION": "SRITAPLVU", "DUTY_DESK": "SRLV", "CONSENTED_RETURN": "S", "RESIDUE": "",
}  # fmt: skip
"""What each ground opens (domain.md 4.5); a referral, a transfer and a glass open what they say."""
SHARED = {
    "POLICE": ("ITAOL", "W"), "SOCIAL": ("IT", "AP"), "HOSPITAL": ("IT", "H"),
    "UPTD": ("IT", "SRHAOPWLVU"), "UPT_PROVINCE": ("IT", "SRHAOPWLVU"), "PUSPAGA": ("IT", "H"),
    "SCHOOL": ("I", ""), "DUKCAPIL": ("I", ""), "KUA": ("I", ""), "LPSK": ("ITAL", "H"),
    "KOMDIGI": ("O", ""), "LKSA": ("I", ""),
}  # fmt: skip
"""What a receiver is offered at first, and what else at most."""
NO_REASON = {"SCHOOL", "DUKCAPIL", "KUA", "KOMDIGI"}
BROKEN = {
    "DISTRICT_SUPERVISOR": "ITHA", "PROVINCIAL_SUPERVISOR": "IHA", "CASE_MANAGER": "ITHAP",
}  # fmt: skip
JUDGES = {
    "DISTRICT_SUPERVISOR": ["PROVINCIAL_SUPERVISOR"],
    "PROVINCIAL_SUPERVISOR": ["DISTRICT_SUPERVISOR"],
    "CASE_MANAGER": ["DISTRICT_SUPERVISOR", "PROVINCIAL_SUPERVISOR"],
}


def letters(parts: Compartment) -> frozenset[str]:
    bits = [bit for bit in Compartment if bit]
    return frozenset(one for one, bit in zip(LETTERS, bits, strict=True) if parts & bit)


def acting_as(role: Role) -> Actor:
    facts = {name: getattr(WHOEVER, name) for name in WHOEVER.__dataclass_fields__}
    return Actor(**{**facts, "role": role})


def wrong(app: Flask) -> list[str]:
    """The routes that let in another role than the table, and a stranger anywhere."""
    found = []
    for rule in app.url_map.iter_rules():
        need = getattr(app.view_functions[rule.endpoint], "requires", None)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            way = f"{method} {rule.rule}"
            if need is ANYONE or need is None:
                found += [] if "anyone" in DOORS.get(way, {"anyone"}) else [way]
                continue
            let_in = {role.value for role in Role if roles.can(acting_as(role), need)}
            if let_in != DOORS[way] or roles.can(None, need):
                found.append(way)
    return found


def test_each_route_lets_in_whom_the_table_names(app: Flask) -> None:
    assert set(GRANTS) == set(Role)
    assert wrong(app) == []


def test_each_ground_opens_what_the_table_says() -> None:
    assert {basis.name: letters(parts) for basis, parts in BY_BASIS.items()} == {
        name: frozenset(parts) for name, parts in OPENS.items()
    }
    assert {basis.name for basis in Basis} - set(OPENS) == {"REFERRAL", "BREAK_GLASS", "TRANSFER"}


def test_each_receiver_is_shown_what_the_table_says() -> None:
    assert {kind.name: letters(parts) for kind, parts in USUAL_SHARE.items()} == {
        name: frozenset(usual) for name, (usual, _more) in SHARED.items()
    }
    assert {kind.name: letters(parts) for kind, parts in SHARABLE.items()} == {
        name: frozenset(usual + more) for name, (usual, more) in SHARED.items()
    }
    assert {kind.name for kind in NEVER_TOLD} == NO_REASON
    assert all({"reason", "safety"} <= words for words in NEVER_TOLD.values())
    assert "safe_contact" in NEVER_TOLD[AgencyKind.KOMDIGI]


def test_each_role_breaks_and_judges_what_the_table_says() -> None:
    assert {role.name: letters(parts) for role, parts in BREAKABLE.items()} == {
        name: frozenset(parts) for name, parts in BROKEN.items()
    }
    assert {
        role.name: [judge.name for judge in judges] for role, judges in REVIEWERS.items()
    } == JUDGES
