"""What people read for each refusal of the domain; facts fill the ``%(name)s``."""

from referral.i18n import _l
from referral.web.consenting import CONSENTING
from referral.web.erasing import ERASING

REFUSALS: dict[str, str] = {
    "step.not_open": _l(
        "Langkah ini tidak terbuka lagi. Muat ulang halaman untuk melihat keadaan sekarang."
    ),
    "step.taken": _l(
        "%(unit)s sudah lebih dulu bertindak. Muat ulang untuk melihat keadaan sekarang."
    ),
    "record.changed": _l(
        "Orang lain baru saja mengubah catatan ini. Muat ulang, lalu ulangi bila masih perlu."
    ),
    "form.used": _l("Formulir ini sudah pernah dikirim dengan isi lain. Muat ulang halaman."),
    "case.not_open": _l("Kasus ini belum dibuka atau sudah ditutup."),
    "case.has_open_referrals": _l(
        "Masih ada rujukan yang berjalan. Selesaikan atau tarik dulu, lalu ajukan penutupan."
    ),
    "case.law_open": _l(
        "Masih ada batas menurut hukum yang terutang (LP, perlindungan polisi, LPSK). Catat dulu."
    ),
    "case.need_open": _l(
        "Ada kebutuhan anak yang ditolak dan belum punya jalan lain. Rujuk ke meja lain atau catat"
        " rencana penggantinya, lalu ajukan penutupan."
    ),
    "case.mistake_two": _l(
        "Batas menurut hukum masih berjalan. Minta petugas lain yang membaca laporannya menandai"
        " keliru dulu, lalu Anda menutupnya."
    ),
    **CONSENTING,
    **ERASING,
    "closure.not_asked": _l("Belum ada yang mengajukan penutupan kasus ini."),
    "head.none": _l(
        "Unit ini belum punya kepala di sini, jadi tidak ada yang dapat memutuskan. Minta pengelola"
        " mengundangnya dulu."
    ),
    "case.stay_open": _l("Anak masih tinggal di rumah aman. Catat dulu kapan ia keluar."),
    "stay.none": _l("Tidak tercatat bahwa anak tinggal di rumah aman."),
    "late.why": _l("Batasnya sudah lewat. Pilih mengapa terlambat."),
    "law.no_lp": _l("Catat nomor LP dulu."),
    "plan.none": _l("Belum ada rencana yang disetujui."),
    "plan.no_goals": _l("Tulis paling sedikit satu tujuan dulu."),
    "plan.why_not_agreed": _l("Tulis mengapa anak dan pengasuh belum menyetujui."),
    "plan.unreviewed": _l("Rencana belum ditinjau. Tinjau dulu, atau tulis mengapa."),
    "case.other_unit": _l("Kasus ini milik unit lain."),
    "case.sealed": _l("Isi kasus ini tertutup untuk Anda. Hubungi manajer kasusnya."),
    "manager.only": _l("Hanya manajer kasus atau kepala unit yang dapat melakukan ini."),
    "glass.who": _l("Akses darurat hanya untuk pengawas wilayah ini dan manajer kasus yang piket."),
    "glass.words": _l("Tulis alasan paling sedikit %(least)s huruf."),
    "glass.open": _l("Anda masih punya satu akses darurat. Akhiri dulu."),
    "glass.budget": _l("Sudah tiga kali dalam 30 hari. Anda dapat lagi mulai %(since)s."),
    "glass.nobody": _l("Belum ada yang dapat meninjaunya. Hubungi UPT PPA provinsi."),
    "glass.reviewer": _l("Akses darurat ditinjau oleh pengawas tingkat lain, bukan pelakunya."),
    "risk.reason": _l("Tulis alasan mengubah tingkat risiko."),
    "caseload.full": _l("Ia sudah memegang 25 kasus. Hanya kepala unit yang dapat menambah."),
    "time.future": _l("Waktu ini belum terjadi. Periksa tanggal dan jam."),
    "time.before": _l("Terlalu awal: paling awal %(since)s. Periksa tanggal dan tahunnya."),
    "report.children": _l("Satu laporan memuat 1 sampai 10 anak."),
    "area.unknown": _l("Pilih desa atau kelurahan dari daftar."),
    "desk.none": _l("Belum ada UPTD untuk wilayah ini. Telepon 112 atau SAPA 129."),
    "head.only": _l("Hanya kepala unit yang dapat memutuskan ini."),
    "head.other_person": _l(
        "Yang meminta tidak boleh menyetujui sendiri. Minta kepala unit lain, atau serahkan"
        " kasusnya kepada manajer kasus lain dulu."
    ),
    "desk.not_yours": _l(
        "Rujukan ini tidak ada di meja Anda: untuk meja lain, atau sudah ditarik."
    ),
    "desk.unknown": _l("Meja tujuan ini tidak ada. Pilih meja lain."),
    "sender.only": _l("Hanya pengirim yang dapat melakukan ini."),
    "desk.colleague": _l("Ini dijawab rekan yang diminta, atas namanya sendiri."),
    "desk.own": _l(
        "Itu meja unit Anda sendiri. Layani anak ini dan catat di halaman kasus, atau pilih meja"
        " lain."
    ),
    "desk.not_serving": _l(
        "Meja itu tidak melayani wilayah anak ini. Pilih meja lain, atau UPT PPA provinsi."
    ),
    "desk.not_offering": _l(
        "Meja itu tidak melayani permintaan ini. Pilih layanan atau meja lain."
    ),
    "route.none": _l(
        "Lembaga Anda tidak merujuk langsung ke %(to)s. Minta UPTD PPA yang meneruskannya."
    ),
    "route.emergency": _l(
        "Ke %(to)s lembaga Anda merujuk langsung hanya bila gawat darurat. Pilih Darurat, atau"
        " minta UPTD PPA yang meneruskannya."
    ),
    "route.danger": _l(
        "Ke %(to)s lembaga Anda merujuk langsung hanya bila ada bahaya: risiko tinggi atau darurat."
        " Bila tidak, minta UPTD PPA yang meneruskannya."
    ),
    "route.low_risk": _l(
        "Ke %(to)s lembaga Anda merujuk langsung hanya bila risikonya rendah. Minta UPTD PPA yang"
        " meneruskannya."
    ),
    "route.other_district": _l(
        "Ke %(to)s hanya dari kabupaten atau kota lain. Pilih meja di kabupaten atau kota lain."
    ),
    "route.police_request": _l(
        "Visum hanya atas permintaan tertulis polisi: minta penyidik, lalu catat di halaman kasus"
        " (Catat visum). Pengobatan tidak menunggu: rujuk untuk layanan kesehatan."
    ),
    "route.consult": _l(
        "Dengan %(to)s lembaga Anda hanya berkonsultasi. Telepon mejanya: %(phone)s."
    ),
    "route.other_way": _l("Lembaga Anda tidak merujuk langsung ke %(to)s. Jalannya: %(needs)s."),
    "claim.taken": _l("Sudah ditangani oleh %(name)s."),
    "transfer.best_interest": _l("Tulis mengapa pelimpahan ini yang terbaik bagi anak."),
    "mediation.law": _l(
        "Kekerasan seksual tidak boleh diselesaikan lewat mediasi (UU 12/2022 pasal 23)."
        " Rujuk ke polisi atau bantuan hukum."
    ),
    "birth.after": _l("Tanggal lahir sesudah laporan pertama. Periksa tahunnya."),
    "birth.adult": _l(
        "Menurut tanggal ini ia sudah 18 tahun saat dilaporkan. Periksa tanggalnya; bila benar,"
        " minta kepala unit menutup atau melimpahkan kasus ini."
    ),
    "leaver.last_head": _l("Unit ini perlu kepala: minta pengelola menambah kepala unit dulu."),
    "leaver.holds": _l(
        "%(name)s memegang: %(cases)s kasus, %(checks)s kasus tertutup, %(promises)s tugas,"
        " %(referrals)s rujukan, %(turns)s giliran piket. Alihkan dulu, atau pakai --to REKAN."
    ),
    "exclusion.who": _l("Akun ini sudah dikecualikan, atau tidak ada di sekitar kasus ini."),
    "exclusion.manager": _l("Ia manajer kasus ini. Ganti manajer kasus dulu, lalu kecualikan."),
    "exclusion.last_head": _l(
        "Ia satu-satunya kepala unit kasus ini. Minta pengelola menambah kepala unit, atau"
        " limpahkan kasus ini ke UPT PPA provinsi dulu."
    ),
    "exclusion.alone": _l(
        "%(unit)s masih punya tugas pada kasus ini, dan hanya ia petugasnya. Tarik rujukannya dulu,"
        " atau minta unit itu menambah petugas."
    ),
    "exclusion.ask_other": _l(
        "Yang meminta tidak boleh menyetujui sendiri, dan kepala unit lain tidak ada. Minta manajer"
        " kasus yang mengajukan."
    ),
    "exclusion.taker": _l("Ada kasus yang tertutup bagi orang itu. Pilih orang lain."),
    "claim.first": _l("Tekan “Saya tangani” dulu."),
    "referral.no_recall": _l(
        "Laporan wajib tidak dapat ditarik. Nyatakan keliru; UPTD memutuskan."
    ),
    "ask.twice": _l("Pertanyaan hanya boleh dua kali. Terima atau tolak rujukan ini."),
    "person.username_taken": _l("Nama akun itu sudah dipakai."),
    "code.wrong": _l("Kode tidak cocok."),
    "desk.other_unit": _l("Daftar piket ini diatur oleh orang meja itu sendiri."),
    "duty.overlaps": _l("Orang ini sudah punya giliran piket pada jam itu."),
    "duty.not_staff": _l("Orang ini bukan petugas aktif unit itu."),
    "absence.own_stand_in": _l("Pengganti harus orang lain."),
    "leave.past": _l("Hari libur hanya dapat ditulis untuk hari ini dan sesudahnya."),
    "leave.known": _l("Hari itu sudah tercatat sebagai libur kantor ini."),
    "leave.begun": _l("Libur yang sudah berjalan tidak dapat dihapus."),
    "case.manager_only": _l("Hanya manajer kasus ini yang dapat mengirim rujukan."),
    "share.nothing": _l(
        "Meja itu tidak boleh membaca bagian mana pun yang dibagikan. Minta pengirim mengirim baru."
    ),
    "share.too_wide": _l("Daftar ini memuat lebih dari yang boleh dilihat lembaga itu."),
    "summary.names": _l("Hapus dari ringkasan: %(spots)s. Ringkasan dibaca sebelum diterima."),
    **dict.fromkeys(
        ("goal.names", "reason.names", "safety.names"),
        _l("Hapus: %(spots)s. Meja ini tidak diberi tahu siapa anaknya."),
    ),
    "words.too_wide": _l(
        "Lembaga itu tidak boleh membaca alasan atau keselamatan anak. Tulis hanya yang diminta."
    ),
    "words.name": _l("Hapus: %(spots)s. Meja tujuan membaca ini sebelum menerima."),
    "waitlist.darurat": _l("Rujukan darurat tidak boleh menunggu. Terima, atau tolak sekarang."),
    "waitlist.past": _l("Tulis tanggal yang akan datang."),
    "waitlist.far": _l(
        "Paling lambat %(limit)s. Lebih lama dari itu: tolak, dengan saran meja lain."
    ),
    "forward.back": _l(
        "Meja itu sudah pernah memegangnya. Pilih meja lain, atau tolak dengan saran meja."
    ),
    "reroute.consent": _l(
        "Persetujuan anak tidak untuk lembaga itu. Tarik rujukan ini, minta persetujuan untuk"
        " lembaga baru, lalu kirim rujukan baru."
    ),
    "forward.consent": _l(
        "Persetujuan anak hanya untuk lembaga Anda. Tanyakan dulu kepada pengirim, atau tolak"
        " dengan saran meja lain."
    ),
    "note.before": _l(
        "Sebelum diterima, pakai pertanyaan dan balasan. Catatan ini untuk unit Anda."
    ),
    "transfer.to_uptd": _l("Kasus hanya dapat dilimpahkan ke UPTD lain atau UPT provinsi."),
    "leaver.other_head": _l("Serah terima ini perlu kepala unit yang lain, atau pengelola."),
    "leaver.colleagues": _l("Pilih dua orang yang berbeda dari unit Anda."),
    "leaver.manager": _l("Ia memegang kasus. Pilih manajer kasus atau kepala unit."),
    "transfer.drafts": _l(
        "Masih ada rujukan yang belum dikirim. Kirim atau buang dulu, lalu limpahkan kasusnya."
    ),
    "draft.gone": _l("Draf ini sudah dikirim atau dibuang."),
    "transfer.open": _l("Kasus ini sedang dilimpahkan. Tunggu jawabannya, atau tarik dulu."),
    "hurry.slower": _l("Pilih batas yang lebih singkat daripada sekarang."),
    "telling.when": _l(
        "Paling awal %(since)s, paling lambat %(until)s: saat laporan masuk ke Sipakainge'."
    ),
    "telling.same": _l("Waktu itu sudah tercatat. Tulis waktu yang lain."),
    "pause.when": _l("Pilih waktu antara sekarang dan %(limit)s."),
    "pause.open": _l("Kasus ini sudah dijeda. Lanjutkan dulu, lalu jeda lagi bila perlu."),
    "pause.never": _l(
        "Pilih yang masih dalam batas. Kewajiban hukum, yang sudah terlambat, dan kontak pertama"
        " pada risiko tinggi tidak dapat dijeda."
    ),
    "pause.manager": _l("Hanya manajer kasus ini yang dapat menjeda dan melanjutkannya."),
    "hold.when": _l("Pilih waktu antara sekarang dan %(limit)s."),
    "worker.elsewhere": _l("Pilih petugas dari unit tujuan."),
    "first_service.past": _l("Tulis waktu sesudah %(since)s: layanan ini baru akan diberikan."),
    "first_service.late": _l("Paling lambat %(limit)s."),
    "first_service.far": _l(
        "Paling lambat %(limit)s, agar pengirim mendengar kabar setiap 30 hari. Bila tempat belum"
        " ada, masukkan daftar tunggu."
    ),
    "answer.when": _l("Harus antara %(since)s (saat dikirim) dan sekarang."),
    "law.not_shared": _l("Nomor LP hanya dapat dicatat bila jalur hukum ikut dibagikan."),
    "report.not_movable": _l("Tidak dapat dipindahkan ke sana. Muat ulang papan tunggu."),
    "reminder.nobody": _l("Meja ini belum punya petugas di Sipakainge'. Telepon nomor mejanya."),
    "promise.kept": _l("Tugas ini sudah selesai. Muat ulang papan tunggu."),
    "promise.not_theirs": _l(
        "Tugas ini hanya dapat dialihkan kepada petugas unit yang memegangnya."
    ),
    "reminder.sent_recently": _l("Baru saja diingatkan. Tunggu %(minutes)s menit lagi."),
}
