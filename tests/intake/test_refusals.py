"""What is no story is refused, with the reason a user needs."""

import gzip
import io

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.intake.decoding import decode
from kagoj.intake.files import read_open_file
from kagoj.intake.found import FoundStory, Refused
from kagoj.intake.furniture import furniture

STORY = """মেলার মাঠে ফিরল লাঠিখেলা

নিজস্ব প্রতিবেদক, নদীপুর
০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭

দশ বছর পর নদীপুরের মেলায় ফিরেছে লাঠিখেলা। শনিবার বিকেলে মাঠজুড়ে ছিল মানুষের ভিড়।

খেলোয়াড় দলের সর্দার জানান, নতুন করে খেলা শিখছে তাঁর গ্রামের বিশটি শিশু।

মেলা চলবে আগামী শুক্রবার পর্যন্ত।
"""


def read(data: bytes) -> FoundStory | Refused:
    [found] = list(read_open_file(io.BytesIO(data)))
    return found


def reason(data: bytes) -> str:
    found = read(data)
    assert isinstance(found, Refused), found
    return found.reason


# -- encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_utf8_and_marked_utf16(encoding: str) -> None:
    found = read(STORY.encode(encoding))
    assert isinstance(found, FoundStory)
    assert found.headline.value == normalise("মেলার মাঠে ফিরল লাঠিখেলা")
    assert found.original == STORY


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (STORY.encode("utf-16-le"), "UTF-16LE"),
        (STORY.encode("utf-16-be"), "UTF-16BE"),
        (STORY.encode("utf-32"), "UTF-32"),
        (("déjà vu, là où il était né, " * 30).encode("latin-1"), "ISO-8859-1"),
        (("“voilà” – déjà vu, là où il était né, " * 30).encode("cp1252"), "Windows-1252"),
        (("Сегодня в городе открылась ярмарка. " * 30).encode("cp1251"), "Windows-1251"),
        (("今日の市場は多くの人でにぎわった。" * 30).encode("shift-jis"), "cp932"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_encodings_are_refused_by_name(data: bytes, name: str) -> None:
    assert name in reason(data)
    assert "এনকোডিং" in reason(data)


def test_text_encoded_twice_is_told() -> None:
    assert "দুবার" in reason(STORY.encode().decode("latin-1").encode())


def test_a_page_may_say_its_encoding_and_be_wrong() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><h1>মেলা</h1>{STORY}</body></html>'
    assert decode(page.encode()) == page


def test_a_page_cut_inside_its_last_letter_is_read() -> None:
    data = STORY.rstrip().encode()[:-1]
    assert isinstance(read(data), FoundStory)


def test_a_scar_in_a_script_is_forgiven_but_not_in_the_text() -> None:
    page = f"<html><script>/*SCAR*/</script><body><h1>মেলার মাঠে ফিরল লাঠিখেলা</h1><p>{STORY * 3}</p></body></html>".encode()
    assert isinstance(read(page.replace(b"SCAR", b"\xff\xfe")), FoundStory)
    torn = page.replace("ফিরেছে".encode(), b"\xff\xfe")
    assert "UTF-8" in reason(torn)


def test_nul_bytes_are_taken_out_or_refused() -> None:
    found = read(STORY.replace(" ", " \0", 3).encode())
    assert isinstance(found, FoundStory)
    assert "\0" not in found.original
    assert "NUL" in reason(("\0" * 200 + STORY).encode())


# -- no text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"PK\x03\x04....", "ZIP"),
        (gzip.compress(b"%PDF-1.7 ...", mtime=0), "PDF"),
    ],
)
def test_files_of_other_kinds_are_named(data: bytes, name: str) -> None:
    assert name in reason(data)


@pytest.mark.parametrize(
    "data", [b"", b"   \n\n ", b"\xef\xbb\xbf", b"\0\0\0", gzip.compress(b"", mtime=0)]
)
def test_an_empty_file_is_told(data: bytes) -> None:
    assert "ফাঁকা" in reason(data)


# -- no story --------------------------------------------------------------------------------------


def test_another_language_is_refused() -> None:
    english = "The fair has come back to the field after ten years. " * 20
    assert "বাংলা" in reason(english.encode())
    assert "বাংলা" in reason(f"মেলা\n\n{english}\n\n{english}".encode())


def test_a_text_too_short_is_refused() -> None:
    assert "লেখা নেই" in reason(
        "মেলার মাঠে ফিরল লাঠিখেলা\n\nমেলা শুরু হয়েছে শনিবার থেকে, চলবে সাত দিন।".encode()
    )


def test_a_menu_is_refused() -> None:
    menu = "হোম\nজাতীয়\nরাজনীতি\nখেলা\nবিনোদন\nসর্বশেষ\nযোগাযোগ"
    assert "কোনো সংবাদ নেই" in reason(menu.encode())


def test_a_text_without_headline_is_refused() -> None:
    text = "মেলা শুরু হয়েছে শনিবার থেকে। মাঠজুড়ে ছিল মানুষের ভিড়। " * 6
    assert "শিরোনাম" in reason(text.encode())


LIST_OF_TEASERS = """খেলা
শেষ ওভারের নাটকে জিতল বেতবুনিয়া
মাঠে তখন তুমুল উত্তেজনা। শেষ ওভারে দরকার ছিল নয় রান, হাতে মাত্র এক উইকেট। এমন সময়...
জেলা লিগের নতুন সূচি প্রকাশ
জেলা লিগের নতুন সূচি প্রকাশ করেছে ক্রীড়া সংস্থা। আগামী মাসে উদ্বোধনী ম্যাচে মুখোমুখি হবে...
দাবায় সেরা দুই ভাইবোন
জাতীয় কিশোর দাবায় সেরা হয়েছে শিমুলগঞ্জের দুই ভাইবোন। তাদের কোচ বলছেন, এটি কেবল শুরু...
সাঁতারে ফিরছে নদী
নদীতে সাঁতারের প্রতিযোগিতা ফিরছে বিশ বছর পর। প্রথম দিনে নাম লিখিয়েছে তিন শ শিশু। আয়োজকেরা...
"""
LIST_OF_DATES = """জাতীয়
শালুকপুরে ধান কাটার উৎসব শুরু
০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭
হাওরে ধান কাটার উৎসব শুরু হয়েছে। সকাল থেকেই মাঠে নেমেছেন কৃষকেরা, সঙ্গে শিশুরাও।
সেতুর অপেক্ষায় তিন ইউনিয়নের মানুষ
০৯ ফেব্রুয়ারি ২০২০, ১৪:২০
একটি সেতুর অপেক্ষায় তিন ইউনিয়নের মানুষ। বর্ষায় নৌকাই তাঁদের একমাত্র ভরসা।
বেড়েছে পানকৌড়ি
০৯ ফেব্রুয়ারি ২০২০, ১২:০৫
হাওরে পাখি গণনা শেষ হয়েছে। গত বছরের চেয়ে এবার পানকৌড়ি বেড়েছে দ্বিগুণ।
ঘাটে নতুন ফেরি
০৯ ফেব্রুয়ারি ২০২০, ০৯:১১
ঘাটে যুক্ত হয়েছে নতুন একটি ফেরি। এতে পারাপারের সময় কমবে আধা ঘণ্টা।
"""


@pytest.mark.parametrize("page", [LIST_OF_TEASERS, LIST_OF_DATES], ids=["teasers", "dates"])
def test_a_list_of_stories_is_refused(page: str) -> None:
    assert "তালিকার পাতা" in reason(page.encode())


# -- furniture -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("বেটা ভার্সন", "nav"),
        ("প্রচ্ছদ | জাতীয় | খেলা | বিনোদন", "nav"),
        ("হোম জাতীয় সারাদেশ খেলা", "nav"),
        ("ফেসবুক", "share"),
        ("অ+", "share"),
        ("বিজ্ঞাপন", "ad"),
        ("সর্বশেষ", "head"),
        ("সর্বাধিক পঠিত", "head"),
        ("মন্তব্য (২)", "head"),
        ("এই বিভাগের আরো খবর", "head"),
        ("নির্বাহী সম্পাদক: কাজী আশরাফুল বারী", "imprint"),
        ("সম্পাদক ও প্রকাশক : হাসান জামিল", "imprint"),
        ("২৩/খ, শিরীষ সড়ক, নদীপুর-৯৯০১।", "imprint"),
        ("যোগাযোগ: 02-00000000, +8800000000000", "imprint"),
        ("ইমেইল : [email protected]", "imprint"),
        ("এই সাইটের লেখা, ছবি ও ভিডিও পূর্বানুমতি ছাড়া ব্যবহার করা দণ্ডনীয়।", "rights"),
        ("সর্বস্বত্ব সংরক্ষিত © ২০২৪ নদীবার্তা", "rights"),
        ("Developed by : ঘাট মিডিয়া লিমিটেড", "rights"),
        ("সর্বশেষ খবর পেতে নদীবার্তার গুগল নিউজ চ্যানেল ফলো করুন", "promo"),
        ("১১৫ বার পঠিত", "noise"),
        ("৩ ঘণ্টা আগে", "noise"),
        ("নদীবার্তা২৪.কম", "noise"),
        ("মেলার মাঠে ফিরল লাঠিখেলা", ""),
        ("সম্পাদক পরিষদের উদ্বেগ", ""),
        ("জেলা প্রশাসক জানান, অনুমতি ছাড়া মেলা বসানো যাবে না।", ""),
        ("বিজ্ঞাপন দিয়ে শিক্ষক খুঁজছে গ্রামের স্কুল", ""),
        ("সর্বশেষ ২০১৯ সালে এই মাঠে খেলা হয়েছিল।", ""),
    ],
)
def test_furniture_is_told_from_text(line: str, kind: str) -> None:
    assert furniture(normalise(line)) == kind
