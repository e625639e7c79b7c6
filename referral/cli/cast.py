"""The invented people of the demo: all eight roles in three districts, and more desks beside."""

from dataclasses import dataclass

from referral.policy import Role


@dataclass(frozen=True)
class Part:
    """One invented account; ``under`` is the supervisor's user name."""

    username: str
    name: str
    role: Role
    unit: str
    under: str | None = None


R = Role
CAST = (
    Part("kepala_maros", "Hasna Contoh", R.UNIT_HEAD, "uptd-ppa-maros"),
    Part("mk_maros", "Rahma Contoh", R.CASE_MANAGER, "uptd-ppa-maros", "kepala_maros"),
    Part("piket_maros", "Ilham Contoh", R.PROVIDER, "uptd-ppa-maros", "kepala_maros"),
    Part("relawan_maros", "Nurlina Contoh", R.VOLUNTEER, "patbm-marumpa"),
    Part("polisi_maros", "Briptu Contoh", R.PROVIDER, "polres-maros-ppa"),
    Part("dinsos_maros", "Salma Contoh", R.PROVIDER, "dinsos-maros-rehsos"),
    Part("rs_maros", "Bidan Contoh", R.PROVIDER, "rsud-maros-ppt"),
    Part("dp3a_maros", "Bahar Contoh", R.DISTRICT_SUPERVISOR, "dp3a-maros-phpa"),
    Part("mk_makassar", "Fitri Contoh", R.CASE_MANAGER, "uptd-ppa-makassar"),
    Part("shelter_makassar", "Syamsul Contoh", R.VOLUNTEER, "shelter-tamamaung"),
    Part("mk_bone", "Anwar Contoh", R.CASE_MANAGER, "uptd-ppa-bone"),
    Part("relawan_bone", "Mulyati Contoh", R.VOLUNTEER, "patbm-mallari"),
    Part("provinsi", "Darwis Contoh", R.PROVINCIAL_SUPERVISOR, "upt-ppa-sulsel"),
    Part("admin", "Admin Contoh", R.ADMINISTRATOR, "pengelola-sulsel"),
    Part("auditor", "Auditor Contoh", R.AUDITOR, "pengelola-sulsel"),
)
EVERYBODY = (
    *CAST,
    Part("mk2_maros", "Sitti Contoh", R.CASE_MANAGER, "uptd-ppa-maros", "kepala_maros"),
    Part("puspaga_maros", "Aisyah Contoh", R.PROVIDER, "puspaga-maros"),
    Part("guru_maros", "Hamzah Contoh", R.PROVIDER, "smp-contoh-marusu-bk"),
    Part("dukcapil_maros", "Rauf Contoh", R.PROVIDER, "dukcapil-maros"),
    Part("lpsk", "Yusril Contoh", R.PROVIDER, "lpsk-sulsel"),
    Part("kepala_makassar", "Nirwana Contoh", R.UNIT_HEAD, "uptd-ppa-makassar"),
    Part("kepala_bone", "Baso Contoh", R.UNIT_HEAD, "uptd-ppa-bone"),
    Part("kepala_provinsi", "Andi Contoh", R.UNIT_HEAD, "upt-ppa-sulsel"),
    Part("mk_provinsi", "Arung Contoh", R.CASE_MANAGER, "upt-ppa-sulsel"),
    Part("dp3a_bone", "Mattu Contoh", R.DISTRICT_SUPERVISOR, "dp3a-bone-phpa"),
)
"""With the receivers and heads that the demo shows besides."""
