"""The file of `agency import`: units, their agencies and the desks that take referrals."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from referral.directory.forms import areas, sheet
from referral.directory.models import Service
from referral.i18n import _
from referral.policy import AgencyKind

COLUMNS = (
    "agency_code", "agency_name", "kind", "unit_code", "unit_name", "neutral_name",
    "district_code", "serves", "services", "desk_name", "desk_phone",
)  # fmt: skip
TELLING = frozenset({
    "agama", "aman", "anak", "asuhan", "desa", "dinas", "dp3a", "dukcapil", "kekerasan",
    "kelurahan", "komdigi", "korban", "kua", "lksa", "lpsk", "panti", "patbm", "pengadilan",
    "perempuan", "perlindungan", "pidana", "polda", "police", "polisi", "polrestabes", "polres",
    "ppa", "psikolog", "puskesmas", "puspaga", "reskrim", "rsud", "rumah", "sakit", "satreskrim",
    "sekolah", "sd", "shelter", "sma", "smp", "sosial", "upt", "uptd", "warga",
})  # fmt: skip
"""Words a neutral name leaves out: it is shown where other eyes may read (domain.md 4.6)."""

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_CODE_LENGTH = 40
_PHONE = re.compile(r"(\+62|0)[1-9]\d{6,11}", re.ASCII)


@dataclass(frozen=True)
class Desk:
    """``phone`` in the international form, +62...; a short number as it is."""

    name: str
    phone: str


@dataclass(frozen=True)
class AgencyRow:
    """One unit of an agency, with its desk or with none."""

    agency_code: str
    agency_name: str
    kind: AgencyKind
    unit_code: str
    unit_name: str
    neutral_name: str
    district_code: str
    serves: tuple[str, ...]
    services: tuple[Service, ...]
    desk: Desk | None


def parse(data: bytes, known: Collection[str]) -> sheet.Parsed[AgencyRow]:
    """``known``: the codes of all areas of the directory."""
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda row: row.unit_code)
    read.alike(lambda row: row.agency_code, lambda row: (row.agency_name, row.kind))
    for line, row in read.lines.items():
        for code in sorted({row.district_code, *row.serves}.difference(known)):
            read.refuse(line, _("Wilayah %(code)s tidak dikenal.", code=code))
    return read.parsed()


def _row(cells: sheet.Cells) -> AgencyRow:
    return AgencyRow(
        agency_code=_code(cells, "agency_code"),
        agency_name=sheet.named(cells, "agency_name"),
        kind=AgencyKind(sheet.chosen(cells, "kind", tuple(AgencyKind))),
        unit_code=_code(cells, "unit_code"),
        unit_name=sheet.named(cells, "unit_name"),
        neutral_name=_neutral(cells),
        district_code=_district(cells),
        serves=_serves(cells),
        services=_services(cells),
        desk=_desk(cells),
    )


def _code(cells: sheet.Cells, column: str) -> str:
    code = sheet.required(cells, column)
    if len(code) > _CODE_LENGTH or not _CODE.fullmatch(code):
        raise sheet.Wrong(
            _("Kolom %(column)s harus huruf kecil, angka dan tanda hubung.", column=column)
        )
    return code


def _neutral(cells: sheet.Cells) -> str:
    name = sheet.named(cells, "neutral_name")
    told = TELLING.intersection(re.findall(r"\w+", name.casefold()))
    if told:
        raise sheet.Wrong(
            _("Nama netral tidak boleh memuat: %(words)s.", words=", ".join(sorted(told)))
        )
    return name


def _district(cells: sheet.Cells) -> str:
    """A kabupaten or kota; a province for a unit of the province."""
    code = areas.area_code(cells, "district_code")
    if areas.kind_of(code) not in {"province", "regency", "city"}:
        raise sheet.Wrong(
            _("Kolom %(column)s harus kode provinsi, kabupaten atau kota.", column="district_code")
        )
    return code


def _serves(cells: sheet.Cells) -> tuple[str, ...]:
    codes = sheet.listed(cells, "serves") or ("",)
    return tuple(areas.area_code({"serves": code}, "serves") for code in codes)


def _services(cells: sheet.Cells) -> tuple[Service, ...]:
    return tuple(
        Service(sheet.chosen({"services": service}, "services", tuple(Service)))
        for service in sheet.listed(cells, "services")
    )


def _desk(cells: sheet.Cells) -> Desk | None:
    if not cells["desk_name"] and not cells["desk_phone"]:
        return None
    return Desk(name=sheet.named(cells, "desk_name"), phone=_phone(cells))


def _phone(cells: sheet.Cells) -> str:
    return phone_number(sheet.required(cells, "desk_phone"))


def phone_number(text: str) -> str:
    """The number as it is stored and dialled; raises ``sheet.Wrong`` with the sentence."""
    digits = re.sub(r"[ ().-]", "", text)
    if digits in {"110", "112", "119", "129"}:
        return digits
    if not _PHONE.fullmatch(digits):
        raise sheet.Wrong(_("Nomor telepon %(typed)s tidak dikenali.", typed=text))
    return "+62" + digits.removeprefix("+62").removeprefix("0")
