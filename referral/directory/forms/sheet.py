"""A CSV file of the import commands: each line turned into a row, or the reason why not."""

import csv
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Generic, TypeVar

from referral.i18n import _

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 100_000
MAX_CELL = 300
MAX_REFUSALS = 100

Row = TypeVar("Row")
Cells = Mapping[str, str]


class Wrong(ValueError):  # noqa: N818 - says no to a cell, is no failure
    """A cell or line that cannot be taken; its text is the sentence for the person."""


class _Broken(Exception):  # noqa: N818 - ends the reading, never leaves this module
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, order=True)
class Refusal:
    line: int
    reason: str


@dataclass(frozen=True)
class Parsed(Generic[Row]):
    """All rows of a good file; where there is one refusal there are no rows."""

    rows: tuple[Row, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Sheet(Generic[Row]):
    """Rows by line number, with room for the rules that look at several lines."""

    def __init__(self) -> None:
        self.lines: dict[int, Row] = {}
        self.refusals: list[Refusal] = []

    def refuse(self, line: int, reason: str) -> None:
        self.refusals.append(Refusal(line, reason))

    def once(self, key: Callable[[Row], Hashable]) -> None:
        """Refuse each line whose key an earlier line has."""
        first: dict[Hashable, int] = {}
        for line, row in self.lines.items():
            if first.setdefault(key(row), line) != line:
                self.refuse(line, _("Sama dengan baris %(line)s.", line=first[key(row)]))

    def alike(self, key: Callable[[Row], Hashable], facts: Callable[[Row], Hashable]) -> None:
        """Refuse each line that says of the same thing something else than its first line."""
        first: dict[Hashable, int] = {}
        for line, row in self.lines.items():
            told = first.setdefault(key(row), line)
            if facts(self.lines[told]) != facts(row):
                self.refuse(line, _("Tidak sama isinya dengan baris %(line)s.", line=told))

    def parsed(self) -> Parsed[Row]:
        if not self.refusals:
            return Parsed(rows=tuple(self.lines.values()))
        refusals = sorted(self.refusals)
        if len(refusals) > MAX_REFUSALS:
            more = _("Masih ada %(n)s kesalahan lain.", n=len(refusals) - MAX_REFUSALS)
            refusals[MAX_REFUSALS:] = [Refusal(refusals[MAX_REFUSALS].line, more)]
        return Parsed(refusals=tuple(refusals))


def read(data: bytes, columns: tuple[str, ...], to_row: Callable[[Cells], Row]) -> Sheet[Row]:
    """The file's rows and refusals; ``to_row`` raises Wrong. No input raises."""
    sheet: Sheet[Row] = Sheet()
    try:
        records = _records(_text(data))
        header = _header(records, columns)
        for line, cells in records:
            try:
                sheet.lines[line] = to_row(_named(header, cells))
            except Wrong as wrong:
                sheet.refuse(line, str(wrong))
    except _Broken as broken:
        sheet.refuse(broken.line, str(broken))
    if not sheet.lines and not sheet.refusals:
        sheet.refuse(1, _("Berkas tidak berisi baris data."))
    return sheet


def required(cells: Cells, column: str) -> str:
    if not cells[column]:
        raise Wrong(_("Kolom %(column)s kosong.", column=column))
    return cells[column]


def named(cells: Cells, column: str) -> str:
    """A name for people: it holds at least one letter."""
    text = required(cells, column)
    if not any(letter.isalpha() for letter in text):
        raise Wrong(_("Kolom %(column)s harus berisi huruf.", column=column))
    return text


def chosen(cells: Cells, column: str, allowed: tuple[str, ...]) -> str:
    text = required(cells, column)
    if text not in allowed:
        raise Wrong(
            _(
                "Kolom %(column)s harus salah satu dari: %(allowed)s.",
                column=column,
                allowed=", ".join(allowed),
            )
        )
    return text


def listed(cells: Cells, column: str) -> tuple[str, ...]:
    """The parts of a cell between bars, each once, in their order."""
    parts = (part.strip() for part in cells[column].split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Broken(1, _("Berkas terlalu besar (paling besar %(n)s MB).", n=MAX_BYTES >> 20))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Broken(line, _("Berkas bukan teks UTF-8.")) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with the number of its first line."""
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        if line > MAX_LINES:
            raise _Broken(
                line, _("Berkas terlalu panjang (paling banyak %(n)s baris).", n=MAX_LINES)
            )
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _Broken(line, _("Tanda kutip atau pemisah kolom rusak mulai di sini.")) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _header(records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]) -> list[str]:
    line, cells = next(records, (1, []))
    header = [cell.strip().lower() for cell in cells]
    if sorted(header) != sorted(columns):
        raise _Broken(line, _("Baris judul harus: %(columns)s.", columns=", ".join(columns)))
    return header


def _named(header: list[str], cells: list[str]) -> Cells:
    if len(cells) != len(header):
        raise Wrong(_("Ada %(n)s kolom, seharusnya %(wanted)s.", n=len(cells), wanted=len(header)))
    return {column: _clean(column, cell) for column, cell in zip(header, cells, strict=True)}


def _clean(column: str, cell: str) -> str:
    if len(cell) > MAX_CELL:
        raise Wrong(_("Kolom %(column)s terlalu panjang.", column=column))
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", cell).strip())
    if not text.isprintable():
        raise Wrong(_("Kolom %(column)s berisi tanda yang tidak terlihat.", column=column))
    return text
