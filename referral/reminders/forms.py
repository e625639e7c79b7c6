"""The file of `limits import`: dated limits of all or of one district, each with its ground."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from referral.directory.forms import areas, calendars, sheet
from referral.i18n import _
from referral.reminders.clocks import Clock
from referral.reminders.kinds import Kind, Mark, Receiver, Risk, Urgency
from referral.reminders.limits import LIMITS, Limit, Span

COLUMNS = (
    "kind", "risk", "receiver", "urgency", "placement", "district", "amount", "clock", "target",
    "mark", "source", "since",
)  # fmt: skip
RISKS = tuple(risk.name.lower() for risk in Risk)
KINDS = tuple(dict.fromkeys(row.kind for row in LIMITS))
"""What a shipped row gives its start."""
LAW = {row.kind: row for row in LIMITS if row.ground.mark is Mark.LAW}
MOST = 10_000


@dataclass(frozen=True)
class LimitRow:
    """An empty code is any; ``target`` is on the same clock as the limit, 0 for none."""

    kind: Kind
    risk: str
    receiver: str
    urgency: str
    placement: str
    district: str
    since: date
    amount: int
    clock: Clock
    target: int
    mark: Mark
    source: str


def parse(data: bytes, known: Collection[str]) -> sheet.Parsed[LimitRow]:
    """``known``: the codes of all areas of the directory."""
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda r: (r.kind, r.risk, r.receiver, r.urgency, r.placement, r.district, r.since))
    for line, row in read.lines.items():
        if row.district and row.district not in known:
            read.refuse(line, _("Wilayah %(code)s tidak dikenal.", code=row.district))
    return read.parsed()


def _row(cells: sheet.Cells) -> LimitRow:
    row = LimitRow(
        kind=Kind(sheet.chosen(cells, "kind", KINDS)),
        risk=_any(cells, "risk", RISKS),
        receiver=_any(cells, "receiver", tuple(Receiver)),
        urgency=_any(cells, "urgency", tuple(Urgency)),
        placement=_any(cells, "placement", ("yes", "no")),
        district=_district(cells),
        since=calendars.day(cells, "since"),
        amount=_number(cells, "amount"),
        clock=Clock(sheet.chosen(cells, "clock", tuple(Clock))),
        target=_number(cells, "target") if cells["target"] else 0,
        mark=Mark(sheet.chosen(cells, "mark", tuple(Mark))),
        source=sheet.named(cells, "source"),
    )
    if row.target > row.amount:
        raise sheet.Wrong(_("Sasaran tidak boleh lebih lama dari batas."))
    if row.kind in LAW:
        _within_the_law(row, LAW[row.kind])
    return row


def _within_the_law(row: LimitRow, law: Limit) -> None:
    """What the law sets may only be made shorter, on its own clock, and stays a matter of law.

    Two working days are shorter than 72 hours on paper, and longer over a weekend.
    """
    if Span(row.amount, row.clock).rank > law.limit.rank:
        raise sheet.Wrong(
            _(
                "Batas undang-undang hanya boleh dipersingkat: paling lama %(n)s jam (%(source)s).",
                n=law.limit.amount,
                source=str(law.ground.source),
            )
        )
    if row.clock is not law.limit.clock:
        raise sheet.Wrong(
            _(
                "Batas undang-undang berjalan siang dan malam: kolom clock harus %(clock)s.",
                clock=law.limit.clock.value,
            )
        )
    if row.mark is not Mark.LAW:
        raise sheet.Wrong(_("Batas ini dari undang-undang: kolom mark harus L."))


def _any(cells: sheet.Cells, column: str, allowed: tuple[str, ...]) -> str:
    return sheet.chosen(cells, column, allowed) if cells[column] else ""


def _district(cells: sheet.Cells) -> str:
    """A kabupaten or kota, or empty for all."""
    if not cells["district"]:
        return ""
    code = areas.area_code(cells, "district")
    if areas.kind_of(code) not in {"regency", "city"}:
        raise sheet.Wrong(_("Kolom %(column)s harus kode kabupaten atau kota.", column="district"))
    return code


def _number(cells: sheet.Cells, column: str) -> int:
    text = sheet.required(cells, column)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise sheet.Wrong(
            _("Kolom %(column)s harus bilangan 1 sampai %(most)s.", column=column, most=MOST)
        )
    return int(text)
