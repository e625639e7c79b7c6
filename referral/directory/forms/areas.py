"""The file of `area import`: areas by Kemendagri code, with the other names people use."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from referral.directory.forms import sheet
from referral.i18n import _

COLUMNS = ("code", "name", "level", "aliases")
KINDS = ("province", "regency", "city", "subdistrict", "ward", "village")
_CODE = re.compile(r"[1-9]\d(\.\d{2}(\.\d{2}(\.[12]\d{3})?)?)?", re.ASCII)


@dataclass(frozen=True)
class AreaRow:
    """``level``: 1 province, 2 kabupaten or kota, 3 kecamatan, 4 kelurahan or desa."""

    code: str
    name: str
    level: int
    aliases: tuple[str, ...]


def parse(data: bytes, known: Collection[str] = ()) -> sheet.Parsed[AreaRow]:
    """``known``: codes already in the directory, where a parent may stand instead."""
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda row: row.code)
    if not read.refusals:  # a refused parent would refuse its hundred villages too
        _parents(read, known)
    return read.parsed()


def _parents(read: sheet.Sheet[AreaRow], known: Collection[str]) -> None:
    codes = {row.code for row in read.lines.values()}.union(known)
    for line, row in read.lines.items():
        parent = parent_of(row.code)
        if parent and parent not in codes:
            read.refuse(line, _("Wilayah induk %(code)s tidak dikenal.", code=parent))


def parent_of(code: str) -> str:
    """The code above; empty for a province."""
    return code.rpartition(".")[0]


def kind_of(code: str) -> str:
    """The word a well-formed code stands for: kota from xx.71 on, ward 1xxx, village 2xxx."""
    parts = code.split(".")
    match len(parts):
        case 1:
            return "province"
        case 2:
            return "city" if parts[1] > "70" else "regency"
        case 3:
            return "subdistrict"
        case _:
            return "ward" if parts[3].startswith("1") else "village"


def area_code(cells: sheet.Cells, column: str) -> str:
    code = sheet.required(cells, column)
    if not is_code(code):
        raise sheet.Wrong(
            _(
                "Kode wilayah %(code)s harus seperti 73, 73.09, 73.09.08 atau 73.09.08.2001.",
                code=code,
            )
        )
    return code


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _row(cells: sheet.Cells) -> AreaRow:
    code = area_code(cells, "code")
    if sheet.chosen(cells, "level", KINDS) != kind_of(code):
        raise sheet.Wrong(_("Kode %(code)s adalah %(level)s.", code=code, level=kind_of(code)))
    name = sheet.named(cells, "name")
    aliases = tuple(alias for alias in sheet.listed(cells, "aliases") if alias != name)
    return AreaRow(code, name, code.count(".") + 1, aliases)
