"""One word, many codings: what readers cannot see must not come between them and a story.

The pairs are canonical equivalences of Unicode (UAX #15: U+09DF = U+09AF U+09BC and so on), joiners
that only shape a word (Unicode Standard, chapter 12.2, Bengali: ra + ZWJ + ya-phala), and digits.
"""

import pytest

JOIN, NO_JOIN = "\u200d", "\u200c"
RAB_JOINED = f"র{JOIN}\u09cdযাব"
RAB_NOT_JOINED = f"র{NO_JOIN}\u09cdযাব"
RAB_PLAIN = "র\u09cdযাব"
UDJAPON = f"উদ\u09cd{NO_JOIN}যাপন"
UDJAPON_PLAIN = "উদ\u09cdযাপন"

SAME = [
    (RAB_JOINED, RAB_NOT_JOINED),
    (RAB_JOINED, RAB_PLAIN),
    (UDJAPON, UDJAPON_PLAIN),
    ("হ\u09df\u09c7ছে", "হ\u09af\u09bc\u09c7ছে"),  # য়
    ("বা\u09dcি", "বা\u09a1\u09bcি"),  # ড়
    ("আষা\u09dd", "আষা\u09a2\u09bc"),  # ঢ়
    ("ক\u09cbকিল", "ক\u09c7\u09beকিল"),  # ো
    ("ম\u09ccমাছি", "ম\u09c7\u09d7মাছি"),  # ৌ
    ("২০২৪", "2024"),
    ("কোভিড-১৯", "কোভিড-19"),
    ("Dhaka", "DHAKA"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_either_coding_finds_the_other(archive, one, other):
    archive.put(1, headline=f"আজ {one} নিয়ে খবর")
    archive.put(2, body=f"গ্রামের মানুষ বলছেন, {other} এখন সবার মুখে।")
    assert sorted(archive.found(one)) == sorted(archive.found(other)) == [1, 2]
    assert sorted(archive.found(f'"{one}"')) == sorted(archive.found(f'"{other}"')) == [1, 2]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_mark_stands_on_the_letters_as_the_story_has_them(archive, one, other):
    archive.put(1, headline=f"আজ {one} নিয়ে খবর")
    (hit,) = archive.search(other).hits
    assert [(span.text, span.hit) for span in hit.headline] == [
        ("আজ ", False),
        (one, True),
        (" নিয়ে খবর", False),
    ]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("কাল", "কালো"),
        ("কাল", "সকাল"),
        ("কুল", "কুলা"),
        ("কলা", "কলি"),
        ("রাত", "রীতি"),
        ("মন", "মান"),
        ("বন", "বন্যা"),
        ("র", "র\u200d\u09cdযাব"),
        ("যাব", "র\u200d\u09cdযাব"),
        ("যাপন", UDJAPON),
        ("উদ", UDJAPON),
        ("ক", "কোকিল"),
        ("২০", "২০২৪"),
        ("ইরাক", "ইরাকি"),
    ],
)
def test_no_part_of_a_word_is_taken_for_the_word(archive, asked, written):
    archive.put(1, headline=f"{written} নিয়ে খবর", body=f"আবার {written}।")
    archive.put(2, headline="আরেক খবর", body=f"এখানে {asked} আছে।")
    assert archive.found(asked) == [2]


@pytest.mark.parametrize("mark", ["।", "?", "!", ",", ";", ":", ")", "”", "’", "…", "।’"])
def test_punctuation_is_no_part_of_a_word(archive, mark):
    archive.put(1, body=f"মেলায় এসেছে হাতি{mark} তারপর বৃষ্টি")
    assert archive.found("হাতি") == [1]
    assert archive.found(f"হাতি{mark}") == [1]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("খামেনির", ["খামেনি", "খামেনিকে", "খামেনিও"]),
        ("সরকারি", ["সরকারী", "সরকারির"]),
        ("ইদের", ["ঈদ", "ঈদে", "ইদ"]),
        ("১০টি", ["10", "১০", "10টি"]),
        ("কর্পোরেশনের", ["করপোরেশন"]),
        ("যাদুঘর", ["জাদুঘরে"]),
        ("মোহাম্মদ", ["মুহাম্মদ"]),
        (UDJAPON, ["উদযাপন", "উদযাপনে", UDJAPON_PLAIN + "ের"]),
        ("বিদ্যুতের", ["বিদ্যুৎ"]),
        ("মোঃ", ["মো."]),
    ],
)
def test_any_form_and_spelling_finds_the_story_first(archive, written, asked):
    archive.put(1, headline=f"আজ {written} নিয়ে খবর")
    archive.put(2, headline="আজ অন্য কিছু নিয়ে খবর", body="দিনভর রোদ")
    for word in asked:
        assert archive.found(word) == [1], word
        decomposed = word.replace("\u09cb", "\u09c7\u09be")
        assert archive.found(decomposed) == [1], word
