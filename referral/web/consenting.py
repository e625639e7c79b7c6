"""What people read where a consent does not hold, or rests on what it cannot."""

from referral.i18n import _l

CONSENTING: dict[str, str] = {
    "consent.trusted": _l("Orang tua diduga pelaku: tulis orang dewasa lain yang dipercaya anak."),
    "consent.unasked": _l("Tulis mengapa tidak ada yang diminta persetujuannya."),
    "companion.nobody": _l(
        "Yang melaporkan bukan relawan yang aktif, atau kasus ini tertutup baginya."
    ),
    "companion.until": _l("Pilih hari sesudah hari ini, paling lambat %(limit)s."),
    "companion.consent": _l("Persetujuan ini berlaku sampai %(limit)s. Pilih hari sebelum itu."),
    "consent.missing": _l("Catat dulu siapa yang menyetujui, kapan dan bagaimana."),
    "consent.expired": _l("Persetujuan ini sudah lewat 180 hari. Tanyakan lagi, lalu perbarui."),
    "consent.child_says_no": _l(
        "Anak tidak setuju. Jangan membagi atas dasar persetujuan; pilih dasar lain bila wajib."
    ),
    "consent.alleged": _l(
        "Orang tua ini terlapor: jangan minta persetujuannya. Pilih kewajiban hukum atau"
        " menyelamatkan jiwa, dan dampingi anak dengan orang dewasa lain yang dipercaya."
    ),
    "consent.maybe_alleged": _l(
        "Yang ditakuti anak adalah keluarga. Pastikan yang menyetujui bukan dia, lalu centang."
    ),
    "consent.ask_child": _l("Anak seumur ini ditanya sendiri. Tulis apa katanya."),
    "consent.child_says": _l("Anak yang menyetujui sendiri: pilih bahwa anak setuju."),
    "consent.too_young": _l("Anak di bawah 16 tahun belum dapat menyetujui sendiri."),
    "consent.over": _l(
        "Persetujuan untuk rujukan ini sudah berakhir. Pengirim menanyakannya lagi; sampai itu meja"
        " ini tidak mencatat apa-apa."
    ),
    "withdrawal.waits": _l(
        "Pencabutan ini menunggu keputusan kepala unit. Sampai itu persetujuan tetap berlaku."
    ),
}
