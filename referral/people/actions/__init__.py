"""Verbs of people: proving who one is, sessions, invitations, one's own account."""

from referral.people.actions.accounts import (
    Invited,
    NewPerson,
    Proofs,
    activate,
    invite,
    may_invite,
    open_invitation,
    reset,
    spoken_code_fits,
    suspend,
)
from referral.people.actions.codes import address_of, code_fits, new_nonce, secret_of
from referral.people.actions.own import change_factor, change_password, choose_language
from referral.people.actions.proofs import prove_code, prove_password
from referral.people.actions.reads import lift_reads, opened
from referral.people.actions.sessions import (
    end_all_sessions,
    end_session,
    know_device,
    start_session,
    stay,
)

__all__ = [
    "Invited",
    "NewPerson",
    "Proofs",
    "activate",
    "address_of",
    "change_factor",
    "change_password",
    "choose_language",
    "code_fits",
    "end_all_sessions",
    "end_session",
    "invite",
    "know_device",
    "lift_reads",
    "may_invite",
    "new_nonce",
    "open_invitation",
    "opened",
    "prove_code",
    "prove_password",
    "reset",
    "secret_of",
    "spoken_code_fits",
    "start_session",
    "stay",
    "suspend",
]
