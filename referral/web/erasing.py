"""What people read where an erasure is refused, or what is written belongs to what was erased."""

from referral.i18n import _l

ERASING: dict[str, str] = {
    "case.erased": _l("Bagian ini sudah dihapus. Tidak ada lagi yang dapat ditulis di sini."),
    "erasure.open": _l("Kasus ini belum ditutup. Yang masih ditangani tidak dapat dihapus."),
    "erasure.law": _l(
        "Proses hukum masih berjalan: isinya masih bukti. Catat dulu putusan tetap, atau bahwa"
        " perkaranya dihentikan."
    ),
    "erasure.early": _l("Belum waktunya. Dapat diminta mulai %(at)s."),
    "erasure.none": _l("Tidak ada bukti daring yang menunggu dihapus pada kasus ini."),
    "erasure.retained": _l("Berkas ini disimpan paling sedikit sampai %(at)s."),
    "erasure.asked": _l("Penghapusan ini sudah diminta. Lihat keadaannya di bawah."),
    "erasure.nobody": _l(
        "Tidak ada orang lain yang dapat memutuskan: perlu kepala unit yang lain, atau provinsi."
    ),
    "erasure.decider": _l(
        "Yang memutuskan: kepala unit yang lain; bila tidak ada, pengawas provinsi."
    ),
}
