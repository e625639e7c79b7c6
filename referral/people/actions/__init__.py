"""Verbs of people: proving who one is, sessions, invitations, one's own account."""

from referral.people.actions.sessions import (
    end_all_sessions,
    end_session,
    start_session,
    stay,
)

__all__ = ["end_all_sessions", "end_session", "start_session", "stay"]
