"""Verbs: each one transaction with one entry of the audit, and its form's one effect."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from referral import db
from referral.audit.entries import By, write
from referral.audit.receipts import claim_form, settle_form

P = ParamSpec("P")
R = TypeVar("R")


def action(act: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap a domain verb: one transaction and one audit entry; an error undoes all.

    The verb takes ``by=`` (who acts; None for the system) and returns the record it is about.
    Actions that call actions join the outermost transaction. Raises ``Repeated`` where the form
    being answered had its effect already.
    """

    def wrap(verb: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(verb)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: By | None = kwargs.get("by")  # type: ignore[assignment]
            with db.transaction() as outermost:
                form = claim_form(by) if outermost else None
                record = verb(*args, **kwargs)
                db.session.flush()
                write(act, by=by, about=record)
                if form is not None:
                    settle_form(form, record)
            return record

        return run

    return wrap
