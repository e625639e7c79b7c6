"""What must be said of every view and every model, or the house does not stand."""

from typing import Any

import pytest
from flask import Flask

from referral import db
from referral.policy import Permission
from referral.web import requires
from referral.web.guard import check_declared

PRIVATE = {
    "AccessGrant", "AreaGrant", "AuditEntry", "CaseIncident", "Clock", "Credential", "DataKey",
    "ErasedKey",
    "Device", "Exclusion", "FormReceipt", "Heartbeat", "Incident", "Invitation", "Ladder",
    "Message", "SignIn", "AuditCheck", "AuditCheckpoint", "ReadAlert", "ExclusionHint",
}  # fmt: skip
"""Never listed for anybody: read by the one query that needs them."""
COMMON = {
    "Absence", "Agency", "Area", "AreaServed", "CalendarChange", "Desk", "Duty", "Holiday",
    "Leave", "Person", "Route", "ServiceOffered", "StoredLimit", "Unit",
}  # fmt: skip
"""The directory: the same for all who sign in."""


def test_every_model_says_who_sees_it_or_is_named_here(app: Flask) -> None:
    assert app
    nobody: Any = db.Base.visible_to
    silent = {
        mapper.class_.__name__
        for mapper in db.Base.registry.mappers
        if mapper.class_.visible_to.__func__ is nobody.__func__
    }
    assert silent == PRIVATE | COMMON


def test_no_change_stands_behind_a_right_to_read(app: Flask) -> None:
    wrong = []
    for rule in app.url_map.iter_rules():
        need: Any = getattr(app.view_functions[rule.endpoint], "requires", None)
        if "POST" in (rule.methods or ()) and str(need).endswith(":read"):
            wrong.append(rule.rule)
    assert not wrong


def test_a_view_that_declares_nothing_stops_the_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="open declares no @requires"):
        check_declared(bare)


def test_a_declared_view_starts() -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/mine", "mine", requires(Permission.SELF_READ)(lambda: ""))
    check_declared(bare)
