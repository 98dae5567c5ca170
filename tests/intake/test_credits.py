"""Who wrote, who photographed, who signed, what else to read: lines as Bangla papers print them.

Expected values were read by eye from the lines.
"""

import pytest

from kagoj.bangla.normalise import normalise
from kagoj.intake.bylines import byline_likeness, desk_of, kind_of_name, names_in
from kagoj.intake.captions import Caption, read_caption
from kagoj.intake.related import read_related
from kagoj.intake.signoff import (
    credited_source,
    read_signoff,
    read_source,
    read_topics,
    trailing_signoff,
)

# -- captions --------------------------------------------------------------------------------------

CREDITED = {
    "মেলার মাঠে দর্শনার্থীরা (ছবি : নদীবার্তা)": ("মেলার মাঠে দর্শনার্থীরা", "নদীবার্তা"),
    "মেলার মাঠে দর্শনার্থীরা। ছবি: রাজু আহমেদ": ("মেলার মাঠে দর্শনার্থীরা।", "রাজু আহমেদ"),
    "মেলার মাঠে দর্শনার্থীরা | ছবি: রাজু আহমেদ": ("মেলার মাঠে দর্শনার্থীরা", "রাজু আহমেদ"),
    "মেলার মাঠে দর্শনার্থীরা। ছবি- রাজু আহমেদ": ("মেলার মাঠে দর্শনার্থীরা।", "রাজু আহমেদ"),
    "মেলার মাঠে দর্শনার্থীরা ছবি : সংগৃহীত": ("মেলার মাঠে দর্শনার্থীরা", "সংগৃহীত"),
    "মেলার মাঠে দর্শনার্থীরা © এএফপি": ("মেলার মাঠে দর্শনার্থীরা", "এএফপি"),
    "মেলার মাঠে দর্শনার্থীরা —ছবি : রয়টার্স": ("মেলার মাঠে দর্শনার্থীরা", "রয়টার্স"),
    "মেলার মাঠে দর্শনার্থীরা। ছবি : সৌজন্যে মেলা কমিটি": ("মেলার মাঠে দর্শনার্থীরা।", "মেলা কমিটি"),
    "মেলার মাঠে দর্শনার্থীরা। ফাইল ছবি": ("মেলার মাঠে দর্শনার্থীরা।", "ফাইল ছবি"),
    "মেলার মাঠে দর্শনার্থীরা (ফাইল ছবি)": ("মেলার মাঠে দর্শনার্থীরা", "ফাইল ছবি"),
    "মেলার মাঠ। ফাইল ছবি: রয়টার্স": ("মেলার মাঠ। (ফাইল ছবি)", "রয়টার্স"),
    "মেলার মাঠে দর্শনার্থীরা | সংগৃহীত": ("মেলার মাঠে দর্শনার্থীরা", "সংগৃহীত"),
    "ছবি : সংগৃহীত": ("", "সংগৃহীত"),
    "ছবিঃ সংগৃহীত": ("", "সংগৃহীত"),
    "প্রতীকী ছবি": ("", "প্রতীকী ছবি"),
    "Photo: Raju Ahmed": ("", "Raju Ahmed"),
}


@pytest.mark.parametrize(("line", "parts"), CREDITED.items())
def test_caption_and_credit_are_told_apart(line: str, parts: tuple[str, str]) -> None:
    assert read_caption(normalise(line)) == Caption(*map(normalise, parts))


@pytest.mark.parametrize(
    "line",
    [
        "মেলার মাঠে দর্শনার্থীরা",
        "মুক্তি পেল নতুন ছবি ‘মেঘের দেশে’",
        "আসছে তাঁর নতুন ছবি: মেঘের দেশে",
        "ছবিটি আগামী বছর মুক্তি পাবে।",
        "ছবি আঁকা শেখাচ্ছেন গ্রামের শিক্ষক",
    ],
)
def test_a_film_and_a_painting_are_no_credit(line: str) -> None:
    assert read_caption(normalise(line)) is None


# -- bylines ---------------------------------------------------------------------------------------

NAMED = {
    "আন্তর্জাতিক ডেস্ক": ["আন্তর্জাতিক ডেস্ক"],
    "নিজস্ব প্রতিবেদক, ঢাকা": ["নিজস্ব প্রতিবেদক, ঢাকা"],
    "শিমুলপুর প্রতিনিধি, গাজীপুর": ["শিমুলপুর প্রতিনিধি, গাজীপুর"],
    "বেতবুনিয়া (বাগেরহাট) সংবাদদাতা": ["বেতবুনিয়া (বাগেরহাট) সংবাদদাতা"],
    "ফারজানা হক ও তৌহিদ হাসান": ["ফারজানা হক", "তৌহিদ হাসান"],
    "ফারজানা হক, তৌহিদ হাসান, রংপুর": ["ফারজানা হক", "তৌহিদ হাসান, রংপুর"],
    "শাহীন আলম, কুড়িগ্রাম": ["শাহীন আলম, কুড়িগ্রাম"],
    "লেখা: সাদিয়া রহমান, ছবি: অর্ণব সাহা": ["সাদিয়া রহমান"],
    "মাহবুব আলম, অতিরিক্ত বার্তা এডিটর | নদীবার্তা.কম": ["মাহবুব আলম, অতিরিক্ত বার্তা এডিটর"],
    "নদীবার্তা ডেস্কনদীবার্তা ডেস্ক": ["নদীবার্তা ডেস্ক"],
    "নিজস্ব প্রতিবেদক :": ["নিজস্ব প্রতিবেদক"],
}


@pytest.mark.parametrize(("line", "names"), NAMED.items())
def test_names_in_a_byline(line: str, names: list[str]) -> None:
    line = normalise(line)
    assert byline_likeness(line)[0] >= 0.7
    assert names_in(line) == [normalise(name) for name in names]


@pytest.mark.parametrize(
    "line",
    [
        "সর্বশেষ",
        "জাতীয়",
        "নদী রক্ষায় নতুন কমিশন গঠন করেছে সরকার",
        "মেলা কেন হলো না?",
        "জেলা প্রশাসক বলেন, মেলা হবে।",
        "২২ সেগুনতলা, ঢাকা-১০০০",
    ],
)
def test_headlines_and_menu_words_are_no_byline(line: str) -> None:
    assert byline_likeness(normalise(line))[0] < 0.6


@pytest.mark.parametrize(
    ("byline", "desk"),
    [
        ("আন্তর্জাতিক ডেস্ক", "আন্তর্জাতিক"),
        ("ক্রীড়া প্রতিবেদক", "ক্রীড়া"),
        ("বিনোদন ডেস্ক", "বিনোদন"),
        ("অনলাইন ডেস্ক", ""),
        ("নিজস্ব প্রতিবেদক, ঢাকা", ""),
        ("রহিমা খাতুন", ""),
    ],
)
def test_the_desk_a_byline_tells_of(byline: str, desk: str) -> None:
    assert desk_of(normalise(byline)) == normalise(desk)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("আন্তর্জাতিক ডেস্ক", "desk"),
        ("জেলা প্রতিনিধি, নদীপুর", "desk"),
        ("রয়টার্স", "agency"),
        ("বাসস", "agency"),
        ("ফারজানা হক", "person"),
        ("ফারজানা হক, জেলা প্রতিনিধি", "person"),
    ],
)
def test_desk_agency_or_person(name: str, kind: str) -> None:
    assert kind_of_name(normalise(name)) == kind


# -- what stands below a text ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["কখ/গঘ", "এনএ/জেডআই", "/এমএ", "ঢাকা/রহিম/তানিয়া", "আরএইচ", "এএইচ", "কেআই/ বিএ", "এমএইচ/এনএস/", "বিডি-প্রতিদিন/শফিক", "RH/MA", "এইচএম"],
)  # fmt: skip
def test_a_signoff_is_kept_as_printed(line: str) -> None:
    marks, sure = read_signoff(normalise(line))
    assert marks == normalise(line)
    assert sure >= 0.8


@pytest.mark.parametrize(
    "line",
    [
        "হোম / জাতীয় / ঢাকা",
        "২০/২৫",
        "০৯/০২/২০২০",
        "https://mela.example/a/b",
        "মেলা/খেলা নিয়ে দুই পক্ষের টানা তিন দিনের বিরোধ শেষ হলো",
        "বিএনপি",
        "বিবিসি",
        "সর্বশেষ",
        "ভাসমান শ্রেণিকক্ষ",
        "",
    ],
)
def test_links_scores_dates_and_headings_are_no_signoff(line: str) -> None:
    assert read_signoff(normalise(line)) == ("", 0.0)


@pytest.mark.parametrize(
    ("text", "paragraph", "marks"),
    [
        ("মেলা চলবে সাত দিন। /এমএ", "মেলা চলবে সাত দিন।", "/এমএ"),
        ("মেলা চলবে সাত দিন। কখ/গঘ", "মেলা চলবে সাত দিন।", "কখ/গঘ"),
        ("তিনি বলেন, ‘মেলা হবে।’ এসআর/এসি", "তিনি বলেন, ‘মেলা হবে।’", "এসআর/এসি"),
        ("মেলা চলবে সাত দিন।", "মেলা চলবে সাত দিন।", ""),
        ("মেলা ও/অথবা খেলা চলবে সাত দিন।", "মেলা ও/অথবা খেলা চলবে সাত দিন।", ""),
    ],
)
def test_a_signoff_behind_the_last_sentence(text: str, paragraph: str, marks: str) -> None:
    assert trailing_signoff(normalise(text)) == (normalise(paragraph), normalise(marks))


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("সূত্র : বিবিসি", "বিবিসি"),
        ("সূত্র: রয়টার্স, এএফপি", "রয়টার্স, এএফপি"),
        ("তথ্যসূত্র: মেলা কমিটি", "মেলা কমিটি"),
        ("সূত্র জানায়, মেলা হবে না।", ""),
        ("খবর: মেলা হবে না। তবে খেলা হবে।", ""),
    ],
)
def test_a_source_on_its_own_line(line: str, source: str) -> None:
    assert read_source(normalise(line)) == normalise(source)


def test_a_source_the_text_names_is_found_with_doubt() -> None:
    source, sure = credited_source([normalise("ঝড়ে তিনজন আহত হয়েছেন। খবর রয়টার্সের।")])
    assert source == normalise("রয়টার্স")
    assert sure < 0.9
    assert credited_source([normalise("এ খবর শুনে সবাই খুশি।")]) == ("", 0.0)


def test_topics_on_their_own_line() -> None:
    assert read_topics("বিষয়: নদী, মেলা | খেলা") == ["নদী", "মেলা", "খেলা"]
    assert read_topics("বিষয়টি নিয়ে আলোচনা চলছে।") == []


@pytest.mark.parametrize(
    "line",
    [
        "আরও পড়ুন : মেলায় আসছে নতুন বই",
        "আরো পড়ুন: মেলায় আসছে নতুন বই",
        "আরও পড়ুন- মেলায় আসছে নতুন বই",
        ">> আরও পড়ুন: মেলায় আসছে নতুন বই",
        "আরও পড়ুন<< মেলায় আসছে নতুন বই",
        "• আরও পড়ুন ➤ মেলায় আসছে নতুন বই",
        "[আরও পড়ুন] মেলায় আসছে নতুন বই",
        "এ সম্পর্কিত আরও খবর: মেলায় আসছে নতুন বই",
        "পড়ুন: মেলায় আসছে নতুন বই",
    ],
)
def test_a_related_line_without_its_lead_words(line: str) -> None:
    found = read_related(normalise(line))
    assert found is not None
    assert found.text == normalise("মেলায় আসছে নতুন বই")


@pytest.mark.parametrize(
    "line",
    [
        "আরও পড়ুন আরও জানুন, এই ছিল মেলার স্লোগান।",
        "পড়ুন মন দিয়ে",
        "আরও তিন দিন চলবে মেলা।",
        "আরও খবর",
    ],
)
def test_sentences_and_heads_of_other_lists_are_not_related(line: str) -> None:
    assert read_related(normalise(line)) is None
