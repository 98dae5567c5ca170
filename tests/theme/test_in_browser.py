"""The pages in Chromium: nothing barred, nothing clipped, nothing moving, script or no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = (
    "home",
    "desk",
    "story",
    "topic",
    "author",
    "archive_day",
    "archive",
    "search",
    "not_found",
    "gone",
    "failure",
)


# For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(name, scheme, reader):
    page = reader(name, scheme=scheme)

    found = Axe().run(page).response["violations"]

    serious = [
        (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("name", ["home", "desk", "story", "search"])
def test_axe_finds_no_fault_of_any_kind_on_a_wide_screen(name, reader):
    page = reader(name, width=1280)

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})

    assert [fault["id"] for fault in found.response["violations"]] == []


@pytest.mark.parametrize("width", [360, 768, 1024, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_its_screen(name, width, reader):
    page = reader(name, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_with_large_text_on_a_small_phone_scrolls_one_way(reader):
    # WCAG 1.4.10 Reflow: 320 CSS pixels are a 1280 px window at 400 %.
    page = reader("story", width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_reaches_the_text_first(reader):
    page = reader("story", width=1280)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box["width"] > 50, "the skip link shows itself when it has the focus"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_every_stop_of_the_keyboard_is_seen(reader):
    page = reader("story")

    for _ in range(25):
        page.keyboard.press("Tab")
        style, width = page.evaluate(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == "solid"
        assert width >= 2


# Bangla


# Words of the news that reach highest and deepest. Headlines are set tight, as in print, so they are
# measured with the signs that meet on every page; text with the rarest stacks as well.
EVERYDAY = ["কর্মীদের পার্টির টিকিট বৈঠকে মৌসুমি", "ভূমি শুরু দ্রুত পূর্ব চূড়ান্ত পুলিশ"]
RAREST = ["গোষ্ঠী শ্রেষ্ঠীর সৌন্দর্যে চাঁদ", "উদ্ধৃতি স্ত্রী সূক্ষ্ম দ্বন্দ্ব বিস্তৃত"]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["home", "story", "desk", "search"])
def test_lines_are_far_enough_apart_for_every_vowel_sign(name, width, reader):
    """Ink of one line, measured on a canvas in the element's own face, fits its line height."""
    page = reader(name, width=width)
    page.evaluate("document.fonts.ready")

    tight = page.evaluate(
        """([everyday, rarest]) => {
          const pen = document.createElement("canvas").getContext("2d");
          const faults = [];
          for (const element of document.querySelectorAll("h1,h2,h3,p,li,figcaption,dd")) {
            const style = getComputedStyle(element);
            if (!element.textContent.trim() || element.closest(".unseen,.skip")) continue;
            const [tall, deep] = /^H/.test(element.tagName) ? everyday : rarest;
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const ink = pen.measureText(tall).actualBoundingBoxAscent
              + pen.measureText(deep).actualBoundingBoxDescent;
            if (ink > parseFloat(style.lineHeight) + 0.5)
              faults.push([element.tagName, element.className, ink, style.lineHeight]);
          }
          return faults;
        }""",
        [EVERYDAY, RAREST],
    )

    assert tight == []


@pytest.mark.parametrize("name", ["home", "story", "desk", "search"])
def test_no_text_is_cut_off(name, reader):
    page = reader(name)

    cut = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(element => {
          const style = getComputedStyle(element);
          return ["hidden", "clip"].includes(style.overflowY)
            && !element.matches(".unseen, .skip, .ad div, svg, iframe, svg *")
            && element.scrollHeight > element.clientHeight + 1;
        }).map(element => element.outerHTML.slice(0, 80))"""
    )

    assert cut == []


# Conjuncts of everyday news, by hand from the list in a school grammar.
GRAMMAR = (
    "ক্ক ক্ট ক্ত ক্ন ক্ম ক্র ক্ল ক্ষ ক্ষ্ণ ক্ষ্ম ক্স গ্ধ গ্ন গ্র গ্ল ঘ্ন ঙ্ক ঙ্খ ঙ্গ চ্চ চ্ছ জ্জ জ্ঞ জ্ব ঞ্চ ঞ্ছ ঞ্জ ট্ট ড্ড "
    "ণ্ট ণ্ঠ ণ্ড ণ্ণ ত্ত ত্ত্ব ত্থ ত্ন ত্ম ত্র দ্দ দ্ধ দ্ব দ্ভ দ্ম ধ্ব ন্ট ন্ঠ ন্ড ন্ত ন্ত্র ন্থ ন্দ ন্দ্র ন্ধ ন্ন ন্ম প্ত প্প প্র প্ল প্স ফ্র "
    "ব্জ ব্দ ব্ধ ব্ব ব্র ব্ল ভ্র ম্প ম্ফ ম্ব ম্ভ ম্ভ্র ম্ম ম্র ম্ল ল্ক ল্প ল্ল শ্চ শ্ছ শ্ন শ্ম শ্র শ্ল ষ্ক ষ্ট ষ্ট্র ষ্ঠ ষ্ণ ষ্প ষ্ম "
    "স্ক স্ট স্ত স্ত্র স্থ স্ন স্প স্ফ স্ম স্র স্ল হ্ণ হ্ন হ্ম হ্র হ্ল"
)
CONJUNCTS = GRAMMAR.split()


@pytest.mark.parametrize("weight", [400, 700])
def test_the_web_face_holds_every_conjunct(weight, reader, site):
    """A conjunct the face lacks would be drawn as with a joiner-breaking hasanta: equally wide."""
    page = reader("story")
    weight_name = "regular" if weight == 400 else "bold"
    (font,) = [p.name for p in (site.files / "fonts").glob(f"*-{weight_name}.*.woff2")]

    broken = page.evaluate(
        """async ([address, conjuncts]) => {
          const face = new FontFace("Tested", `url(${address})`);
          document.fonts.add(await face.load());
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = "100px Tested, 'No such face'";
          const wide = text => pen.measureText(text).width;
          return conjuncts.filter(c => wide(c) === wide(c.replaceAll("\u09cd", "\u09cd\u200c")));
        }""",
        [f"/static/fonts/{font}", CONJUNCTS],
    )

    assert broken == []


def test_headlines_are_set_in_the_papers_own_face(reader):
    page = reader("story")

    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('700 30px \"Kagoj Serif\"', 'ক'))"
    )
    assert "Kagoj Serif" in page.evaluate(
        "getComputedStyle(document.querySelector('h1')).fontFamily"
    )


def test_a_line_of_text_is_comfortable_to_read(reader):
    """Design: body 18 to 20 px, line height 1.7 to 1.8, 60 to 70 characters to the line."""
    page = reader("story", width=1280)

    size, height, lengths = page.evaluate(
        """() => {
          const paragraphs = [...document.querySelectorAll(".text > p:not(.more)")];
          const style = getComputedStyle(paragraphs[0]);
          const lengths = [];
          for (const paragraph of paragraphs) {
            const text = [...paragraph.childNodes].find(node => node.nodeType === 3);
            const range = document.createRange();
            let line = null, start = 0;
            for (let i = 0; i < text.length; i++) {
              range.setStart(text, i);
              range.setEnd(text, i + 1);
              const top = range.getClientRects()[0]?.top;
              if (top === undefined) continue;
              if (line !== null && top > line + 10) { lengths.push(i - start); start = i; line = top; }
              line ??= top;
            }
          }
          return [parseFloat(style.fontSize), parseFloat(style.lineHeight), lengths];
        }"""
    )

    assert 18 <= size <= 20
    assert 1.7 <= height / size <= 1.8
    assert len(lengths) > 20
    assert 60 <= sum(lengths) / len(lengths) <= 70


# Nothing moves


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["home", "story", "desk"])
def test_nothing_moves_while_a_page_loads(name, width, reader):
    page = reader(name, width=width)
    page.evaluate("document.fonts.ready")
    page.mouse.wheel(0, 3000)  # so that pictures further down arrive too
    page.wait_for_load_state("networkidle")

    shift = page.evaluate(
        """() => new Promise(done => {
          let total = 0;
          new PerformanceObserver(list => {
            for (const entry of list.getEntries()) total += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => setTimeout(() => done(total), 0));
        })"""
    )

    assert shift == 0


# Without script


@pytest.mark.parametrize("name", ["home", "story", "search"])
def test_a_page_is_whole_without_script(name, reader, samples):
    page = reader(name, java_script_enabled=False)

    assert page.locator("main h1").count() == 1
    assert page.locator("nav.desks a").first.is_visible()
    assert page.locator("nav.desks a").count() == len(samples.DESKS) + 1
    assert not page.locator("button[data-theme-toggle]").is_visible(), "no button that does nothing"
    if name == "story":
        assert page.locator(".latest a").first.is_visible()
        assert page.locator(".embed a").is_visible()
    if name == "search":
        assert page.locator("[name=q]").is_visible()
        page.locator("summary").click()
        assert page.locator("[name=desk]").is_visible()


def test_the_email_address_is_read_without_script(reader, samples):
    page = reader("story", java_script_enabled=False)

    assert page.locator(".email").inner_text() == samples.PAPER.email


def test_a_screen_reader_is_told_the_right_address(reader, samples):
    page = reader("story", java_script_enabled=False)
    snapshot = page.locator("footer.foot").aria_snapshot()

    assert samples.PAPER.email in snapshot.replace(" ", "")


def test_all_desks_can_be_reached_on_a_phone(reader):
    page = reader("home", java_script_enabled=False)

    last = page.locator("nav.desks a").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


# With script


def test_the_colours_can_be_changed_and_stay_changed(reader, site):
    page = reader("story", scheme="light")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    button = page.locator("[data-theme-toggle]")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")

    button.click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(site.address("desk"))

    assert dark != light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator("[data-theme-toggle]").get_attribute("aria-pressed") == "true"
    page.locator("[data-theme-toggle]").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    assert errors == []


def test_the_email_address_becomes_a_link(reader, samples):
    page = reader("story")

    link = page.locator(".email a")
    assert link.get_attribute("href") == f"mailto:{samples.PAPER.email}"
    assert link.inner_text() == samples.PAPER.email


def test_the_short_link_is_copied(reader):
    page = reader("story", permissions=["clipboard-read", "clipboard-write"])

    page.locator("a[data-share]").click()
    page.get_by_text("লিংক নেওয়া হয়েছে").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://protidin.example/n/4200"


def test_an_embed_opens_only_when_it_is_pressed(reader):
    page = reader("story")
    page.route("https://video.example/**", lambda route: route.fulfill(body="<p>ভিডিও"))
    assert page.locator("iframe").count() == 0
    box = page.locator(".embed a").bounding_box()

    page.locator(".embed a").click()

    frame = page.locator(".embed iframe")
    assert frame.get_attribute("src") == "https://video.example/embed/17"
    assert frame.get_attribute("title")
    opened = frame.bounding_box()
    assert (opened["width"], opened["height"]) == (box["width"], box["height"])


def test_a_read_is_told_once_after_five_seconds_in_sight(browser, site):
    window = browser.new_context(viewport={"width": 360, "height": 740})
    page = window.new_page()
    page.clock.install()
    before = len(site.beacons)
    page.goto(site.address("story"))
    page.clock.run_for(4000)
    assert site.beacons[before:] == []

    with page.expect_request("**/beacon/*") as told:
        page.clock.run_for(4000)
    page.clock.run_for(60_000)

    assert told.value.method == "POST"
    assert told.value.url.endswith("/beacon/4200")
    window.close()
    assert [beacon for beacon in site.beacons[before:] if "seen=" not in beacon] in (
        [],  # the window was gone before it was sent
        ["/beacon/4200 from="],
    )


@pytest.fixture
def opened(browser, site):
    """A story in a phone's window, with a clock of its own; what beacons told since."""

    def open_story():
        window = browser.new_context(viewport={"width": 360, "height": 740})
        windows.append(window)
        page = window.new_page()
        page.clock.install()
        page.goto(site.address("story"))
        before = len(site.beacons)
        return page, lambda: site.beacons[before:]

    windows = []
    yield open_story
    for window in windows:
        window.close()


def leave(page):
    """As when the reader takes up another tab: Chromium without a screen has no other way."""
    page.evaluate(
        """() => {
          Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
          delete document.visibilityState;
        }"""
    )


def read_for(page, seconds):
    page.wait_for_timeout(100)  # real time, in which the story is found to be in sight
    page.clock.run_for(seconds * 1000)


def test_how_far_a_story_was_read_is_told_on_leaving(opened):
    page, told = opened()
    text = page.locator("article .text").bounding_box()
    read_for(page, 6)
    page.evaluate("to => scrollTo(0, to)", text["y"] + text["height"] * 0.55 - 740)
    page.clock.run_for(1000)
    with page.expect_request(lambda request: request.post_data == "seen=2"):
        leave(page)
    leave(page)  # nothing new
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.clock.run_for(1000)
    page.goto("about:blank")  # what is sent then belongs to no page: the site is asked
    for _ in range(100):
        if len(told()) == 3:
            break
        page.wait_for_timeout(100)
    assert [beacon.partition(" ")[2] for beacon in told()] == ["from=", "seen=2", "seen=4"]


def test_who_leaves_before_a_read_tells_nothing(opened):
    page, told = opened()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    read_for(page, 3)
    leave(page)
    page.goto("about:blank")
    assert told() == []


@pytest.mark.parametrize(
    ("come_from", "words"),
    [("{site}home", "from=own"), ("https://m.facebook.com/story?id=17", "from=m.facebook.com")],
)
def test_of_the_referrer_the_host_alone_is_told(opened, site, come_from, words):
    come_from = come_from.format(site=site.address())
    page, _ = opened()
    # What the browser would say, had the reader come from there.
    page.add_init_script(
        f"Object.defineProperty(document, 'referrer', {{get: () => {come_from!r}}})"
    )
    page.reload()
    with page.expect_request("**/beacon/*") as told:
        read_for(page, 6)
    assert told.value.post_data == words


def test_a_list_tells_no_reads(reader, site):
    page = reader("home")
    before = len(site.beacons)

    assert page.locator("[data-number]").count() == 0
    assert site.beacons[before:] == []


def test_the_current_desk_is_said_to_screen_readers(reader, site, page_of):
    site.extra["bangladesh/"] = page_of("desk")
    page = reader("bangladesh/")

    current = page.locator("nav.desks [aria-current]")
    assert current.get_attribute("aria-current") == "page"
    assert current.inner_text() == "বাংলাদেশ"


def test_no_page_asks_another_host_or_for_what_is_not_there(reader, site):
    requests = []
    page = reader("home")
    page.on("response", lambda response: requests.append((response.url, response.status)))
    page.goto(site.address("story"))
    page.wait_for_load_state("networkidle")

    assert requests
    assert all(url.startswith(site.address()) for url, _ in requests)
    missing = {url for url, status in requests if status == 404}
    assert missing <= {site.address("manifest.webmanifest")}, "the press prints the manifest"


# On paper


def test_a_printed_story_is_the_story(reader):
    page = reader("story", width=768)
    page.emulate_media(media="print", color_scheme="dark")

    for selector in ("nav.desks", ".share", ".rail", ".related", ".embed"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator(".address").inner_text() == "https://protidin.example/n/4200"
    assert page.locator("h1").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.text')).color") == "rgb(0, 0, 0)"
    )
