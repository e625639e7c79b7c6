"""Lifecycle: the mixin by which a record with a life changes state, in one place only."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from referral.db import now
from referral.errors import Refused


class Lifecycle:
    """STEPS says which step leads from which states to which; ``take`` is the only writer."""

    STEPS: ClassVar[Mapping[StrEnum, tuple[frozenset[StrEnum], StrEnum]]]

    status: Mapped[Any]
    status_since: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    def open_steps(self) -> list[StrEnum]:
        """The steps that the present state allows, in the order of the table."""
        return [step for step, (sources, _) in self.STEPS.items() if self.status in sources]

    def take(self, step: StrEnum) -> None:
        """Move; raises ``Refused('step.not_open')`` where the present state forbids it."""
        sources, target = self.STEPS[step]
        if self.status not in sources:
            raise Refused("step.not_open", step=step.value, status=self.status.value)
        self.status, self.status_since = target, now()
