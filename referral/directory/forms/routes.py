"""The file of `route import`: who may hand over to whom, how, and since when."""

from dataclasses import dataclass
from datetime import date

from referral.directory.forms import calendars, sheet
from referral.directory.models import Condition, Service, Way
from referral.i18n import _
from referral.policy import SHARABLE, AgencyKind

COLUMNS = ("from", "to", "service", "how", "when", "needs", "since")


@dataclass(frozen=True)
class RouteRow:
    """``service`` is empty where the line holds for every service, ``when`` where always."""

    from_kind: AgencyKind
    to_kind: AgencyKind
    service: str
    way: Way
    when: Condition | None
    needs: str
    since: date


def parse(data: bytes) -> sheet.Parsed[RouteRow]:
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda row: (row.from_kind, row.to_kind, row.service, row.since))
    return read.parsed()


def _row(cells: sheet.Cells) -> RouteRow:
    row = RouteRow(
        from_kind=AgencyKind(sheet.chosen(cells, "from", tuple(AgencyKind))),
        to_kind=AgencyKind(sheet.chosen(cells, "to", tuple(SHARABLE))),
        service=sheet.chosen(cells, "service", tuple(Service)) if cells["service"] else "",
        way=Way(sheet.chosen(cells, "how", tuple(Way))),
        when=Condition(sheet.chosen(cells, "when", tuple(Condition))) if cells["when"] else None,
        needs=sheet.named(cells, "needs") if cells["needs"] else "",
        since=calendars.day(cells, "since"),
    )
    if row.when is not None and row.way not in (Way.REFER, Way.LEGAL):
        raise sheet.Wrong(_("Kolom %(column)s hanya untuk R atau L.", column="when"))
    if row.to_kind is AgencyKind.POLICE and row.service == Service.POLICE_REPORT:
        _reported(row)
    return row


def _reported(row: RouteRow) -> None:
    """A police report is one by law, whatever a file says (UU 12/2022 art. 41)."""
    if row.way is Way.REFER:
        raise sheet.Wrong(_("Laporan polisi selalu laporan hukum (L)."))
