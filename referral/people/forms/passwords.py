"""Passwords that are tried first: words of the world, of Indonesia and of our agencies."""

from collections.abc import Container, Iterable
from functools import cache

SHORTEST, LONGEST = 12, 128
FEWEST_LETTERS, MOST_SIGNS = 5, 8
_PLAIN = str.maketrans("013457@$!", "oieastasi")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890123456789")
_WORDS = """
admin administrator access account adobe alexander amanda andrea andrew angel animal apple arsenal
ashley asshole august austin azerty babygirl bailey banana barcelona baseball basketball batman
bismillah blink boomer boss buster butterfly camaro changeme charlie cheese chelsea chicken
chocolate computer cookie corvette cowboy dallas daniel database december default diamond donald
dragon eagle eminem enter facebook family february ferrari flower football forever freedom friday
friend friends fuckyou game gandalf george ginger google guest guitar hacker hannah happy harley
hello hockey home hunter iloveyou internet jackson january jasmine jennifer jessica jesus jordan
joshua july june junior justin killer king lakers letmein liverpool lol london lord love lovely
maggie manchester master matrix matthew maverick mercedes merlin michael michelle mickey midnight
milan minecraft monday money monkey monster morgan mother mustang naruto nicole ninja nothing
november october orange pass passphrase passw password pepper phoenix player pokemon princess
purple qazwsx qwerty rainbow ranger robert root samsung saturday secret september service shadow
sister snoopy soccer sophie spiderman star starwars steelers summer sunday sunshine superman
support system taylor tennis test tester testing thomas thunder thursday tiger tigger trustno
tuesday user vanessa victoria wednesday welcome whatever william windows winter wizard yankees
yellow you zxcvbnm
abang abdul adik agama agung agus ahad ahmad air aisyah akademi aku alhamdulillah ali allah allahu
akbar alamat ambon amin anak anakku anda andi anggrek anjing anti api april april arif ayah ayam
ayu baba baca bagus bahasa baik baju bali bandung bangsa banjar bapak barat baru basmalah batik
bayi belajar benar beras berani besar bidan bintang bismika bogor bola bolu borneo buah budi buku
bulan bunga buruk cantik cerdas cinta cintaku coto daeng damai dan dari daun desa dewi dia dian
doa dua eko emas empat enam fajar fatimah fitri gadis gajah ganteng gereja guru hamba hari harimau
hasan hasanuddin hati hidup hijau hitam hujan ibu ibuku ibunda ikan iman imut indah indo indonesia
indonesiaku ingat islam istri jagung jaga jakarta jalan jambu januari jaya jawa jelita jodoh juara
juli jumat juni jujur kakak kamis kamu kampung kantor karena kartini kasih kasihku kata katasandi
kaya keluarga keren kerja ketupat kita kopi kota kucing kuda kuning kupu lagi lapor laporan lebaran
lima lulus madura maju makan makassar malam malaikat mama mamaku manis manusia masuk mawar medan
mei melati menang merah merdeka merpati minggu mobil muhammad muslim nabi nama nasi nasution negara
negeri nomor november nur nurul oktober orang padang pagi pahlawan panda pantai papa papaku papua
password pasar pelangi pemuda perak persib persija persebaya pintar pisang polos putih putra putri
rabu rahasia rahasiaku rahmat raja ramadhan ratu rejeki rezeki ridho riau rindu rizki rohani rumah
saja sakti sama sandi santri satu saya sayang sayangku sederhana sehat sekolah selamat selatan
selalu semangat sembilan senin senyum september setia siang siapa siti solo srikandi sri subhanallah
suami sukses sulawesi sumatera surabaya surga susu syukur tahun tangan tanah tante teman tengah
terang terbaik tiga timur toko tuhan tujuh udin uang utara wahyu waktu wati wanita wisnu yang yogya
awangpone bantaeng barru bone bugis bulukumba enrekang gowa jeneponto luwu mandar maros marusu
palopo panakkukang pangkep parepare pinrang selayar sidrap sinjai siri soppeng sulsel takalar
tamalanrea toraja ujungpandang wajo
aduan bhabinkamtibmas dinas dinsos dpppa hotline kasus kekerasan kelurahan kemen kemenpppa kepala
korban layanan lpsk manajer operator patbm peduli pekerja pekerjasosial peksos pelayanan pemkab
pemkot pemprov pendamping pengaduan perempuan perlindungan petugas piket polda polisi polres
polrestabes polri puskesmas puspaga reskrim rsud rujukan sapa shelter simfoni sipakainge sipakatau
sipakalebbi sosial supervisor terpadu unit upt uptd visum warga relawan rahasianegara
"""


@cache
def _common() -> frozenset[str]:
    rows = {part for row in _ROWS for end in (row, row[::-1]) for part in _parts(end)}
    return frozenset(_WORDS.split()) | rows


def _parts(row: str) -> set[str]:
    """Every run of four or more neighbours."""
    return {row[i:j] for i in range(len(row)) for j in range(i + 4, len(row) + 1)}


def easy(password: str, names: Iterable[str] = ()) -> bool:
    """Whether nothing but common words, neighbours on the keyboard and the owner's names is in it.

    Figures and signs between words do not make it hard: ``Makassar2026!`` is easy.
    """
    plain = password.casefold()
    if len(set(plain)) < FEWEST_LETTERS:
        return True
    own = {part for name in names for part in _letters(name.casefold()).split() if len(part) > 2}  # noqa: PLR2004
    words = _common() | own
    if plain.isdecimal():
        return _made_of(plain, words) or plain in plain[:4] * len(plain)
    core = plain.strip("0123456789!?.,*#-_ ")
    bare = (_letters(plain), _letters(core.translate(_PLAIN)))
    told = (text.replace(" ", "") for text in bare)
    return any(
        _made_of(text, words) for text in (plain, *told) if len(plain) - len(text) <= MOST_SIGNS
    )


def _letters(text: str) -> str:
    return "".join(letter if letter.isalpha() else " " for letter in text)


def _made_of(text: str, known: Container[str]) -> bool:
    """Whether the text is some of the words written one after another."""
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(text[start:end] in known for start in reached):
            reached.add(end)
    return len(text) in reached
