"""Typing with Avro and Probhat in a real browser: in the fields of a page of our own."""

import json
import random
from pathlib import Path

import pytest

from kagoj.bangla import keyboards
from kagoj.bangla.avro import avro
from kagoj.bangla.lexicon import RAREST, general, key_of

pytestmark = pytest.mark.browser

READINGS = json.loads((Path(__file__).parent / "cases/readings.json").read_text(encoding="utf-8"))
CASES = json.loads((Path(__file__).parent / "cases/avro.json").read_text(encoding="utf-8"))
STATIC = keyboards.FOLDER / "static/js"
PAGE = """<!doctype html><html lang="bn"><meta charset="utf-8"><title>লেখা</title>
<body style="margin:2rem"><h1>লেখা</h1>
<label>শিরোনাম <input id="line"></label> <label>বিবরণ <textarea id="area"></textarea></label>
<label>ছোট <input id="short" maxlength="5"></label> <label>নাম <input id="name" autocomplete="username"></label>
<label>ঠিকানা <input id="address" type="url"></label> <button>পরের</button>
<script type="module">
import { avro, offer } from "/typing.mjs";
window.engine = fetch("/avro.json").then((answer) => answer.json()).then(avro);
const names = ["avro.json", "readings.mjs", "words.json", "probhat.json"];
window.keyboard = offer({ tables: Object.fromEntries(names.map((name) => [name.split(".")[0], `/${name}`])) });
</script>"""


@pytest.fixture(scope="module")
def paper(browser):
    """A browser's context in which a page of our own is served, with the real script and tables."""
    context = browser.new_context(viewport={"width": 1000, "height": 700})

    def answer(route):
        name = route.request.url.rpartition("/")[2]
        if not name:
            route.fulfill(content_type="text/html; charset=utf-8", body=PAGE)
        elif (STATIC / name).is_file():
            kind = "text/javascript" if name.endswith(".mjs") else "application/json"
            route.fulfill(content_type=kind, body=(STATIC / name).read_bytes())
        else:
            route.fulfill(status=404)

    context.route("**/*", answer)
    yield context
    context.close()


@pytest.fixture
def page(paper):
    opened = paper.new_page()
    opened.goto("http://paper.example/")
    opened.wait_for_function("window.keyboard")
    yield opened
    opened.evaluate("localStorage.clear()")
    opened.close()


def begin(page, where, layout="avro"):
    """Put the caret into a field and choose a layout as a person does."""
    page.locator(where).click()
    keys = page.locator("[data-keys]")
    keys.get_by_role("button").locator("visible=true").click()
    keys.get_by_role("button", name={"avro": "অভ্র", "probhat": "প্রভাত"}[layout]).click()
    page.wait_for_function("keyboard.isComplete || keyboard.layout?.readings === null")


def begin_again(page, where):
    """The same on a page opened later: the choice of layout is remembered."""
    page.wait_for_function("window.keyboard?.isComplete")
    page.locator(where).click()


def back_to_nothing(page, where, keys="Control+z"):
    """What the field shows at each step of undo (or redo), until nothing changes."""
    seen = [page.input_value(where)]
    while True:
        page.keyboard.press(keys)
        if page.input_value(where) == seen[-1]:
            return seen
        seen.append(page.input_value(where))


def test_python_and_the_browser_write_the_same(page):
    chance = random.Random(412)
    letters = "abcdefghijklmnopqrstuvwxyzOIUDGJNRSTYZAEKH`.,:^$019 -\u0995\u09c7É😀"
    tricky = "rRyYwWxZaoO`nghkSeE"
    latin = [case["latin"] for case in CASES["sentences"]]
    latin += [word for group in CASES["words"] for word in group["pairs"]]
    latin += ["".join(chance.choices(letters, k=chance.randint(1, 24))) for _ in range(3000)]
    latin += ["".join(chance.choices(tricky, k=chance.randint(1, 9))) for _ in range(3000)]
    written = page.evaluate(
        "async (all) => { const write = await engine; return all.map(write) }", latin
    )
    assert written == list(map(avro, latin))


def test_switched_off_nothing_is_touched(page):
    page.locator("#line").click()
    page.keyboard.type("ami ^ 12.")
    assert page.input_value("#line") == "ami ^ 12."
    assert back_to_nothing(page, "#line")[-1] == ""


@pytest.mark.parametrize("where", ["#line", "#area"])
def test_words_show_in_bangla_at_every_key_and_undo_keeps_the_letters(page, where):
    begin(page, where)
    shown = []
    for key in "ami khai ":
        page.keyboard.type(key)
        shown.append(page.input_value(where))
    assert shown == [
        "আ", "আম", "আমি", "আমি ", "আমি ক", "আমি খ", "আমি খা", "আমি খাই", "আমি খাই ",
    ]  # fmt: skip
    assert back_to_nothing(page, where) == [
        "আমি খাই ", "আমি খাই", "আমি khai", "আমি ", "আমি", "ami", "",
    ]  # fmt: skip
    redone = back_to_nothing(page, where, "Control+Shift+z")
    assert redone == ["", "ami", "আমি", "আমি ", "আমি khai", "আমি খাই", "আমি খাই "]


def test_a_paragraph_is_written_and_unwritten_without_loss(page):
    begin(page, "#area")
    latin = " ".join(case["latin"] for case in CASES["sentences"][:2])
    page.keyboard.type(latin + "\n")
    written = page.input_value("#area")
    assert written == avro(latin) + "\n"
    assert back_to_nothing(page, "#area")[-1] == ""
    assert back_to_nothing(page, "#area", "Control+Shift+z")[-1] == written


def test_undo_in_the_middle_of_a_word_gives_its_letters_back(page):
    begin(page, "#line")
    page.keyboard.type("amar son")
    page.keyboard.press("Control+z")
    assert page.input_value("#line") == "আমার son"


def test_what_stood_around_the_caret_or_was_selected(page):
    begin(page, "#line")
    page.keyboard.insert_text("রাষ্ট্র পথ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("ki ")
    assert page.input_value("#line") == "রাকি ষ্ট্র পথ"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.input_value("#line") == "রাkiষ্ট্র পথ"
    page.keyboard.press("Control+z")
    assert page.input_value("#line") == "রাষ্ট্র পথ"
    page.keyboard.press("Control+a")
    page.keyboard.type("bon ")
    assert page.input_value("#line") == "বন "
    assert "রাষ্ট্র পথ" in back_to_nothing(page, "#line")


def test_a_key_that_writes_nothing_and_a_selection(page):
    begin(page, "#line")
    page.keyboard.insert_text("পথ ঘাট")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type("`mo")  # the backtick alone writes nothing
    assert page.input_value("#line") == "মথ ঘাট"
    page.keyboard.press("End")
    assert "পথ ঘাট" in back_to_nothing(page, "#line")


def test_backspace_takes_one_code_point_and_the_word_goes_on(page):
    begin(page, "#line")
    page.keyboard.type("lokkhI")
    seen = []
    for _ in range(6):
        seen.append(page.input_value("#line"))
        page.keyboard.press("Backspace")
    assert seen == ["লক্ষী", "লক্ষ", "লক্", "লক", "ল", ""]
    page.keyboard.type("kSh")
    page.keyboard.press("Backspace")
    page.keyboard.type(" ka")
    page.keyboard.press("Backspace")
    page.keyboard.type("i")
    assert page.input_value("#line") == "ক্ কি"


def test_a_conjunct_is_mended_where_it_stands(page):
    """Chromium alone lets the caret slip behind the next letter: উত্ত|র becomes উত্র|."""
    begin(page, "#line")
    page.keyboard.insert_text("উত্তর পথ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    assert page.evaluate("[line.value, line.selectionStart]") == ["উত্র পথ", 3]
    page.keyboard.type("th")
    assert page.input_value("#line") == "উত্থর পথ"
    page.keyboard.type("a")
    assert page.input_value("#line") == "উত্থার পথ"
    page.keyboard.press("ArrowRight")
    undone = back_to_nothing(page, "#line")
    assert undone[:4] == ["উত্থার পথ", "উত্thaর পথ", "উত্র পথ", "উত্তর পথ"]
    assert back_to_nothing(page, "#line", "Control+Shift+z")[-1] == "উত্থার পথ"


def test_arrows_step_over_whole_conjuncts(page):
    begin(page, "#line")
    page.keyboard.type("rastro ")
    page.keyboard.press("Home")
    stops = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        stops.append(page.evaluate("line.selectionStart"))
    assert stops == [2, 7, 8]


def test_readings_are_offered_chosen_and_refused(page):
    begin(page, "#line")
    readings = page.locator("[data-keys]").get_by_role("option")
    page.keyboard.type("bish")
    assert readings.all_inner_texts() == ["বিশ", "বিষ", "বিস", "বীশ", "bish"]
    page.keyboard.press("ArrowDown")
    assert page.input_value("#line") == "বিষ"
    assert readings.nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")  # takes the reading, and does no more
    assert readings.count() == 0
    page.keyboard.type(" abar bish")
    readings.nth(1).click()
    assert page.input_value("#line") == "বিষ আবার বিশ"
    page.keyboard.type(" HTML")
    page.keyboard.press("Escape")
    page.keyboard.type(" 5")
    assert page.input_value("#line") == "বিষ আবার বিশ HTML ৫"
    assert back_to_nothing(page, "#line")[-1] == ""


def test_real_words_are_read_first_and_the_spelling_is_one_key_away(page):
    begin(page, "#line")
    first = (
        "async ([words, list]) => { const { readings, wordsOf } = await import('/readings.mjs');"
        " const table = await (await fetch('/avro.json')).json(); const write = await engine;"
        " const known = wordsOf(list);"
        " return words.map((latin) => readings(table, write, known, latin)) }"
    )
    cases = READINGS["meant"] | READINGS["as_spelled"]
    listed = json.loads((STATIC / "words.json").read_text("utf-8"))["words"]
    found = dict(zip(cases, page.evaluate(first, [list(cases), listed]), strict=True))
    assert {latin: readings[0] for latin, readings in found.items()} == cases
    for latin in cases:
        assert avro(latin) in found[latin][:2], latin
    page.keyboard.type("sikkha")
    assert page.input_value("#line") == "শিক্ষা"
    page.keyboard.press("ArrowDown")
    assert page.input_value("#line") == "সিক্ষা"
    page.keyboard.type(" ")
    assert back_to_nothing(page, "#line")[:3] == ["সিক্ষা ", "সিক্ষা", "sikkha"]


def test_a_chosen_word_stays_when_typing_goes_on_and_is_remembered(page):
    begin(page, "#line")
    page.keyboard.type("bish")
    page.keyboard.press("ArrowDown")
    shown = [page.input_value("#line")]
    for key in "oyti":
        page.keyboard.type(key)
        shown.append(page.input_value("#line"))
    assert shown == ["বিষ", "বিষ", "বিষয়", "বিষয়ত", "বিষয়তি"]
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert page.input_value("#line") == "বিষয়"
    page.keyboard.type("er ")
    assert page.input_value("#line") == "বিষয়ের "
    page.keyboard.type("bish. kis")
    assert page.input_value("#line") == "বিষয়ের বিষ। কিস"
    page.reload()
    begin_again(page, "#line")
    readings = page.locator("[data-keys]").get_by_role("option")
    page.keyboard.type("bish")
    assert readings.all_inner_texts()[:2] == ["বিষ", "বিশ"]
    page.keyboard.press("ArrowDown")  # and the other way round from now on
    page.keyboard.type(" bish ")
    assert page.input_value("#line") == "বিশ বিশ "


def test_a_letter_that_would_change_the_last_one_leaves_the_choice(page):
    begin(page, "#line")
    page.keyboard.type("bis")
    while page.input_value("#line") != "বিষ":
        page.keyboard.press("ArrowDown")
    page.keyboard.type("ha")
    assert page.input_value("#line") == "বিষহা"


def test_choices_are_bounded_and_spoilt_ones_do_no_harm(page):
    begin(page, "#line")
    for spoilt in ("{", '"x"', "[[1,2],[null,3]]"):
        page.evaluate("(text) => localStorage.setItem('keyboard.choices', text)", spoilt)
        page.locator("#line").fill("")
        page.keyboard.type("ami ")
        assert page.input_value("#line") == "আমি "
    kept = page.evaluate(
        "async () => { const { remember } = await import('/readings.mjs');"
        " for (let i = 0; i < 600; i++) remember(`a${i}`, 'অ');"
        " return JSON.parse(localStorage.getItem('keyboard.choices')).map(([latin]) => latin) }"
    )
    assert kept == [f"a{number}" for number in range(100, 600)]


def test_a_full_stop_ends_the_word(page):
    begin(page, "#line")
    page.keyboard.type("ami khai.tumi 2.5 khao... e.` ")
    assert page.input_value("#line") == "আমি খাই।তুমি ২.৫ খাও... এ. "
    readings = page.locator("[data-keys]").get_by_role("option")
    page.keyboard.type("khai.")
    assert readings.count() == 0


@pytest.mark.parametrize("layout", ["avro", "probhat"])
def test_letters_typed_before_the_rules_come_are_written_anew(page, layout):
    held = []
    page.route(f"**/{layout}.json", lambda route: held.append(route))
    page.locator("#line").click()
    page.evaluate("(name) => { keyboard.choose(name) }", layout)
    page.keyboard.type("ami ki")
    page.keyboard.press("Backspace")
    page.keyboard.type("h")
    assert page.input_value("#line") == "ami kh"
    held[0].fulfill(body=(STATIC / f"{layout}.json").read_bytes())
    page.wait_for_function("keyboard.layout")
    page.keyboard.type("ai ")
    written = {"avro": "আমি খাই ", "probhat": "ামি কহাি "}[layout]
    assert page.input_value("#line") == written
    assert back_to_nothing(page, "#line")[-1] == ""


def test_words_for_browsers_are_those_of_the_list(page):
    told = keyboards.words_for_browsers(general())
    assert (STATIC / "words.json").read_text("utf-8") == told
    words = [row[:-1] for row in json.loads(told)["words"].split(" ")]
    sounds = page.evaluate(
        "async (words) => { const { sound } = await import('/readings.mjs'); return words.map(sound) }",
        words,
    )
    assert sounds == sorted(sounds)
    same = {}
    for word, sound in zip(words, sounds, strict=True):
        assert same.setdefault(sound, key_of(word)) == key_of(word)
    assert len(same) == len({key_of(word) for word in words})
    assert keyboards.RAREST_TOLD <= RAREST


def test_numbers_keep_their_point_and_colon(page):
    begin(page, "#line")
    page.keyboard.type("3.5 koTi, 10:30. ")
    assert page.input_value("#line") == "৩.৫ কটি, ১০:৩০। "


def test_probhat_writes_key_by_key(page):
    begin(page, "#line", "probhat")
    page.keyboard.type("bal[ fakZ/er 12.")
    assert page.input_value("#line") == "বালে তাকয্ীর ১২।"
    assert back_to_nothing(page, "#line")[-1] == ""


def test_control_m_switches_and_is_remembered(page):
    page.locator("#line").click()
    page.keyboard.press("Control+m")
    page.wait_for_function("keyboard.layout")
    keys = page.locator("[data-keys]")
    assert keys.get_by_role("button", pressed=True).inner_text() == "অভ্র"
    assert "অভ্র কিবোর্ড চালু" in keys.get_by_role("status").inner_text()
    page.reload()
    page.wait_for_function("window.keyboard?.layout")
    page.locator("#line").click()
    page.keyboard.type("ami ")
    page.keyboard.press("Control+m")
    page.keyboard.type("am")
    assert page.input_value("#line") == "আমি am"
    assert keys.get_by_role("button", pressed=True).inner_text() == "নিজের কিবোর্ড"


def test_a_systems_own_bangla_keyboard_is_not_disturbed(page):
    begin(page, "#line")
    devices = page.context.new_cdp_session(page)
    for text in ("ক", "কা", "কাগ", "কাগজ"):
        devices.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    devices.send("Input.insertText", {"text": "কাগজ"})
    devices.send("Input.insertText", {"text": " পড়ি। "})
    assert page.input_value("#line") == "কাগজ পড়ি। "
    page.keyboard.type("ami ")  # and Avro goes on beside it
    assert page.input_value("#line") == "কাগজ পড়ি। আমি "
    for key, text in (("ত", "ত"), ("Process", "")):
        devices.send(
            "Input.dispatchKeyEvent",
            {"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": 229},
        )
    assert page.input_value("#line") == "কাগজ পড়ি। আমি ত"


def test_a_composition_that_begins_within_a_word_leaves_both_whole(page):
    begin(page, "#line")
    page.keyboard.type("am")
    devices = page.context.new_cdp_session(page)
    devices.send("Input.imeSetComposition", {"text": "ড়", "selectionStart": 1, "selectionEnd": 1})
    devices.send("Input.insertText", {"text": "ড়"})
    page.keyboard.type("a ")
    assert page.input_value("#line") == "আমড়আ "


def test_a_phones_latin_keyboard_writes_bangla_when_its_word_is_whole(page):
    begin(page, "#line")
    devices = page.context.new_cdp_session(page)
    for text in ("a", "am", "ami"):
        devices.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    devices.send("Input.insertText", {"text": "ami"})
    page.wait_for_function("line.value === 'আমি'")


def test_fields_of_machine_words_are_left_alone(page):
    begin(page, "#line")
    for where in ("#name", "#address"):
        page.locator(where).click()
        assert (
            page.locator("[data-keys]").get_by_role("button").locator("visible=true").count() == 0
        )
        page.keyboard.type("ami ")
        assert page.input_value(where) == "ami "


def test_a_full_field_loses_nothing(page):
    begin(page, "#short")
    page.keyboard.insert_text("পথ")
    page.keyboard.press("Home")
    page.keyboard.type("amader ")
    value = page.input_value("#short")
    assert len(value) == 5
    assert value.endswith("পথ")
    assert "পথ" in back_to_nothing(page, "#short")


def test_without_its_table_the_keyboard_says_so_and_stays_off(page):
    page.route("**/avro.json", lambda route: route.abort())
    page.locator("#line").click()
    page.keyboard.press("Control+m")
    status = page.locator("[data-keys]").get_by_role("status")
    page.wait_for_function("keyboard.chosen === ''")
    assert "আনা গেল না" in status.inner_text()
    page.keyboard.type("ami")
    assert page.input_value("#line") == "ami"


def test_without_the_words_the_rules_still_write(page):
    page.route("**/words.json", lambda route: route.abort())
    begin(page, "#line")
    page.keyboard.type("sikkha ami ")
    assert page.input_value("#line") == "সিক্ষা আমি "


@pytest.mark.parametrize("width", [360, 1000])
def test_button_and_readings_stay_in_sight(page, width):
    page.set_viewport_size({"width": width, "height": 500})
    begin(page, "#area")
    page.keyboard.type("sonar")
    boxes = page.evaluate(
        "() => [...keyboard.panel.host.shadowRoot.querySelectorAll('.keys, ol')].map((box) => box.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 2
    for box in boxes:
        assert box["width"] > 0
        assert box["left"] >= 0
        assert box["right"] <= width
        assert box["top"] >= 0
        assert box["bottom"] <= 500
    heights = page.evaluate(
        "() => [...keyboard.panel.keys.children].map((one) => one.offsetHeight).filter(Boolean)"
    )
    assert min(heights) >= 24  # WCAG 2.2, 2.5.8
