"""Why the system proposes to look whether an account is whom the child fears."""

from referral.i18n import _l
from referral.policy import Match

HINTED = {
    Match.NAME: _l("Namanya sama dengan orang yang ditakuti"),
    Match.PHONE: _l("Nomor telepon kantornya disebut pada orang yang ditakuti"),
    Match.UNIT: _l("Kantornya disebut pada orang yang ditakuti"),
    Match.VILLAGE: _l("Terlapor pejabat, dan akun ini bertugas di desa anak"),
    Match.KIN: _l("Namanya sama dengan keluarga anak"),
    Match.KEPT_FROM: _l("Namanya sama dengan orang yang tidak boleh tahu"),
}
