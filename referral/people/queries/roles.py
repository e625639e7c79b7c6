"""What roles are called."""

from referral.i18n import _l
from referral.policy import Role

ROLES: dict[Role, str] = {
    Role.VOLUNTEER: _l("Relawan"),
    Role.PROVIDER: _l("Petugas layanan"),
    Role.CASE_MANAGER: _l("Manajer kasus"),
    Role.UNIT_HEAD: _l("Kepala unit"),
    Role.DISTRICT_SUPERVISOR: _l("Pengawas kabupaten/kota"),
    Role.PROVINCIAL_SUPERVISOR: _l("Pengawas provinsi"),
    Role.ADMINISTRATOR: _l("Pengelola sistem"),
    Role.AUDITOR: _l("Auditor"),
}
