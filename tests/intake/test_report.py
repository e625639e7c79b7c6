"""Reporting: one telling opens each child's file, sealed, and hands it over."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import AgeBand, CaseFile, CaseIncident, Identity, Status, Story
from referral.errors import Missing, Refused
from referral.intake import actions
from referral.intake.models import Child, Feared
from referral.intake.signs import Sign
from referral.cases.models.told import Known
from referral.policy import Actor
from tests.intake.told import a_report
from tests.make import wita


def test_a_report_opens_a_file_for_the_districts_uptd(
    session: Any, acting: Callable[[str], Actor]
) -> None:
    by = acting("relawan_maros")

    case = actions.report(a_report(), by=by)

    assert case.status is Status.REPORTED
    assert case.district_code == "73.09"
    assert case.risk == 3
    assert case.sexual
    assert case.age_band is AgeBand.A13_15
