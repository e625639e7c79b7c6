"""What each kind of receiver may be shown at most, and what is offered at first."""

import pytest

from referral.policy import SHARABLE, USUAL_SHARE, AgencyKind, Compartment
from referral.referrals.actions.clocks import RECEIVERS
from referral.referrals.models import label

C, A = Compartment, AgencyKind
NEVER = {A.PATBM, A.SHELTER, A.DP3A, A.OFFICE}
"""They receive no referral."""
WHAT_HAPPENED = C.STORY | C.HEALTH | C.ALLEGED | C.ONLINE | C.PLACE | C.REPORTER | C.LAW


def test_every_receiver_has_its_most_its_usual_its_clocks_and_its_name() -> None:
    receivers = set(AgencyKind) - NEVER
    assert set(SHARABLE) == set(USUAL_SHARE) == set(RECEIVERS) == receivers
    assert all(label(kind) for kind in receivers)


@pytest.mark.parametrize("kind", SHARABLE)
def test_what_is_usual_is_never_more_than_what_may_be(kind: AgencyKind) -> None:
    assert USUAL_SHARE[kind] & ~SHARABLE[kind] == C.NONE
    assert USUAL_SHARE[kind]


@pytest.mark.parametrize("kind", [A.SCHOOL, A.DUKCAPIL, A.KUA, A.LKSA])
def test_who_only_needs_to_know_whom_to_help_learns_nothing_of_what_happened(
    kind: AgencyKind,
) -> None:
    assert SHARABLE[kind] == C.IDENTITY


def test_komdigi_learns_addresses_and_no_child() -> None:
    assert SHARABLE[A.KOMDIGI] == C.ONLINE


def test_lpsk_reads_what_a_request_for_protection_holds_and_no_online_evidence() -> None:
    assert SHARABLE[A.LPSK] == C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED | C.LAW


def test_a_psychologist_does_not_read_who_is_alleged_nor_who_told() -> None:
    assert SHARABLE[A.PUSPAGA] & WHAT_HAPPENED == C.STORY | C.HEALTH
