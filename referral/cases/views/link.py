"""A step as a button: where it leads, what it keeps, under which heading it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from referral.cases.models import CaseFile, RecordKind
from referral.i18n import _l
from referral.reminders.limits import Kind

FEW = 3
"""So many others stand open."""


class Group(StrEnum):
    """Under which heading a step stands where it is not among the usual ones."""

    CHILD = "child"
    LAW = "law"
    CASE = "case"


GROUPS = {
    Group.CHILD: _l("Untuk anak"),
    Group.LAW: _l("Jalur hukum"),
    Group.CASE: _l("Tentang kasus"),
}


class Link(NamedTuple):
    """One step: its label, its address, and the promises that it keeps."""

    label: str
    step: str
    keeps: tuple[Kind, ...] = ()
    record: RecordKind | None = None
    referral_id: UUID | None = None
    group: Group = Group.CHILD

    def href(self, case: CaseFile) -> str:
        """Where the step is taken."""
        if self.referral_id is not None:
            return url_for(self.step, id=self.referral_id)
        if self.record is not None:
            return url_for(".record", id=case.id, kind=self.record.value)
        return url_for(self.step if "." in self.step else f".{self.step}", id=case.id)


Button = tuple[str, str, str]


@dataclass(frozen=True)
class Steps:
    """Label, address and kind of the usual next steps; and all others under their headings."""

    usual: list[Button]
    further: list[tuple[str, list[Button]]]

    @property
    def many(self) -> bool:
        """Whether the others are too many to stand open."""
        return sum(len(buttons) for _title, buttons in self.further) > FEW
