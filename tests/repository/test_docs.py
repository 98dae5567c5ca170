"""The documentation tells the truth: its links lead somewhere, its commands run, its lists are whole."""

import argparse
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from kagoj import __version__, cli, env
from kagoj.delivery import files, policies, routes, spare_pages
from kagoj.press import printing
from kagoj.shelf import Page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
)
README = ROOT / "README.md"
ADDRESSES = DOCS / "reference" / "addresses.md"

FENCE = re.compile(r"^(\s*)```(\w*)[^\n]*\n(.*?)^\1```\s*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")


def named(pages):
    return pytest.mark.parametrize("page", pages, ids=[str(p.relative_to(ROOT)) for p in pages])


def prose(page):
    """A page without its blocks of code."""
    return FENCE.sub("", page.read_text("utf-8"))


def blocks(page, *kinds):
    return [text for _, kind, text in FENCE.findall(page.read_text("utf-8")) if kind in kinds]


def code_spans(page):
    return [" ".join(span.split()) for span in CODE.findall(prose(page))]


def links(page):
    """Where a page's links lead that stay within the repository: file and heading."""
    for target in LINK.findall(CODE.sub("", prose(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = unquote(target).partition("#")
        yield target, (page.parent / path).resolve() if path else page, heading


def headings(page):
    """The anchors that a forge makes of a page's headings."""
    for line in prose(page).splitlines():
        if found := re.fullmatch(r"#{1,6} (.+)", line):
            text = re.sub(r"[^\w\s-]", "", found[1].lower().replace("`", ""))
            yield text.strip().replace(" ", "-")


@named(PAGES)
def test_links_lead_somewhere(page):
    for target, file, heading in links(page):
        assert file.exists(), f"{target} is not there"
        assert file.is_relative_to(ROOT), f"{target} leads out of the repository"
        if heading:
            assert heading in set(headings(file)), f"{target}: no such heading"


def test_every_page_is_reached_from_the_index():
    reached, ahead = set(), [DOCS / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached:
            continue
        reached.add(page)
        if page.suffix == ".md" and page.is_relative_to(DOCS) and page.exists():
            ahead += [file for _, file, _ in links(page)]
    assert set(DOCS.rglob("*.md")) <= reached


def test_every_decision_is_listed_once():
    records = sorted(file.name for file in (DOCS / "decisions").glob("[0-9]*.md"))
    listed = [file.name for _, file, _ in links(DOCS / "decisions" / "README.md")]
    assert listed == records
    assert len({name[:4] for name in records}) == len(records), "a number is taken twice"
    for name in records:
        text = (DOCS / "decisions" / name).read_text("utf-8")
        assert text.startswith(f"# {int(name[:4])}. "), name
        for part in ("\nStatus: ", "\n## Context", "\n## Decision", "\n## Consequences"):
            assert part in text, f"{name} lacks {part.strip()}"
        assert "\n## Rejected" in text, f"{name} does not say what was rejected"


FOLDERS = "kagoj|tests|docs|deploy|benchmarks"


@named(PAGES)
def test_files_that_are_named_exist(page):
    for span in code_spans(page):
        if re.fullmatch(rf"(?:{FOLDERS})/[\w./-]+", span) and not re.fullmatch(
            r"docs/images/.*", span
        ):
            assert (ROOT / span).exists(), span


# Commands


def shell_commands(text):
    """The commands of a block, as words: what a shell would run, one by one."""
    text = re.sub(r"<<'(\w+)'\n.*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)  # files written
    for line in text.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|")
        lexer.whitespace_split = True
        command = []
        for word in [*lexer, ";"]:
            if set(word) <= set(";&|"):
                if command:
                    yield command
                command = []
            else:
                command.append(word)


def calls_of_kagoj(text):
    """What `kagoj` is called with in a block of shell, however it is called."""
    for words in shell_commands(text):
        while words and (re.match(r"\w+=", words[0]) or words[0] in {"do", "then", "exec"}):
            words = words[1:]
        for place, word in enumerate(words):
            if word.endswith("/bin/kagoj") or (place == 0 and word == "kagoj"):
                arguments = words[place + 1 :]
                if ">" in arguments:
                    arguments = arguments[: arguments.index(">")]
                yield arguments
                break


def options_of(parser):
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from options_of(sub)


@named(PAGES)
def test_commands_in_blocks_can_be_typed(page, capsys):
    for block in blocks(page, "sh"):
        for arguments in calls_of_kagoj(block):
            if arguments in (["--version"], ["--help"]):
                continue
            assert arguments, f"a bare kagoj in {page.name}"
            assert arguments[0] in cli.COMMANDS, arguments
            try:
                cli.parser_of(arguments[0]).parse_args(arguments[1:])
            except SystemExit:
                pytest.fail(f"kagoj {' '.join(arguments)}: {capsys.readouterr().err}")


@named(PAGES)
def test_commands_in_sentences_exist(page):
    for span in code_spans(page):
        words = span.split()
        if words[0] != "kagoj" or len(words) == 1 or not re.fullmatch(r"[a-z]+", words[1]):
            continue
        assert words[1] in cli.COMMANDS, span
        known = set(options_of(cli.parser_of(words[1])))
        for word in words[2:]:
            option = word.strip("[]…").partition("=")[0]
            assert not option.startswith("--") or option in known, span


def test_every_command_is_documented():
    written = (DOCS / "reference" / "commands.md").read_text("utf-8")
    assert re.findall(r"^## kagoj (\w+)$", written, re.MULTILINE) == list(cli.COMMANDS)


@named(PAGES)
def test_tasks_of_make_exist(page):
    targets = set(
        re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    named_tasks = [
        words[1]
        for block in blocks(page, "sh")
        for words in shell_commands(block)
        if words[0] == "make" and len(words) > 1
    ]
    named_tasks += re.findall(r"`make ([a-z]+)", page.read_text("utf-8"))
    assert set(named_tasks) <= targets


def generated():
    """docs/reference/generate.py, which writes pages from the code."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "reference" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", ["settings.md", "commands.md"])
def test_what_the_code_knows_is_written_from_it(name):
    # Line breaks follow the width of the terminal in which `make docs` was typed.
    written = (DOCS / "reference" / name).read_text("utf-8").split()
    assert written == generated()[name]().split(), "run `make docs`"


# Settings

NAMES = {setting.name for setting in env.SETTINGS}
# KAGOJ_CORPUS names a real archive for the benchmarks; the paper itself never reads it.
VARIABLES = {setting.env for setting in env.SETTINGS} | {"KAGOJ_DIR", "KAGOJ_CORPUS"}


@named(PAGES)
def test_settings_that_are_named_exist(page):
    for block in blocks(page, "toml"):
        written = tomllib.loads(block)
        assert written.keys() <= NAMES
        for setting in env.SETTINGS:
            if setting.name in written:
                assert type(written[setting.name]) is type(setting.default), setting.name
    text = page.read_text("utf-8")
    assert set(re.findall(r"\bKAGOJ_[A-Z_]+", text)) <= VARIABLES
    assert set(re.findall(r"\b[A-Z]+_URL\b", text)) <= VARIABLES
    for name in re.findall(r"`([a-z_]+)` in\s+`kagoj\.toml`", text):
        assert name in NAMES, name


def test_every_setting_is_documented():
    rows = re.findall(
        r"^\| `(\w+)` \| `(\w+)` \|",
        (DOCS / "reference/settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert rows == [(setting.name, setting.env) for setting in env.SETTINGS]


@named([README, ROOT / "README.bn.md", DOCS / "how-to" / "server.md"])
def test_the_version_is_todays(page):
    text = page.read_text("utf-8")
    assert f"kagoj-{__version__}-py3-none-any.whl" in text

    def number(version):
        return tuple(int(part) for part in version.split("."))

    for version in re.findall(r"kagoj-([0-9.]+)-py3", text):
        assert number(version) >= number(__version__), f"{version} is an old one"


# Addresses

# What the placeholders of the page may stand for.
EXAMPLES = {
    "desk": "khela", "slug": "জয়ের-পথে", "number": "17", "yyyy": "2026", "mm": "11", "dd": "23",
    "name": "latest", "words": "নদী", "yyyy-mm-dd": "2026-11-23",
    "date": "৮ অগ্রহায়ণ ১৪৩৩",
}  # fmt: skip
# What delivery itself answers, without a page of the press behind it.
OWN = {"/static/<name>": routes.File, "/media/<name>": routes.File, "/beacon/<number>": routes.Beacon,
       "/search": routes.Search, "/search?q=<words>": routes.Search,
       "/search/suggest?q=<words>": routes.Suggest,
       "/archive/": routes.Archive, "/archive/?day=<date>": routes.Archive}  # fmt: skip
STORIES = {"/<desk>/<number>/<slug>/", "/<desk>/<number>", "/n/<number>"}


def addresses():
    """The addresses of the page's tables, as they are written."""
    return re.findall(r"^\| `(/[^`]*)` \|", ADDRESSES.read_text("utf-8"), re.MULTILINE)


def example(address):
    return re.sub(r"<([\w-]+)>", lambda found: EXAMPLES[found[1]], address)


def route(address):
    return routes.route(routes.on_the_wire(example(address).partition("?")[0]))[1]


@pytest.mark.parametrize("address", addresses())
def test_delivery_knows_the_address(address):
    found = route(address)
    if address in OWN:
        assert isinstance(found, OWN[address])
    elif address in STORIES:
        assert found == routes.Story(17)
    else:
        assert isinstance(found, routes.PlainPage)
        assert any(pattern.fullmatch(found.key) for pattern, _ in printing._PRINTERS), found.key


def test_every_kind_of_page_has_its_address_written():
    keys = {getattr(route(address), "key", "") for address in addresses()}
    keys |= {routes.SEARCH, routes.ARCHIVE}
    internal = {routes.NOT_FOUND, routes.FAILURE}
    for pattern, _ in printing._PRINTERS:
        assert any(pattern.fullmatch(key) for key in keys | internal), pattern.pattern
    # Pages that are made when they are asked for are written with their folios and feeds.
    for key in ("/khela/page/17/", "/topic/x/page/17/", "/author/x/page/17/", "/topic/x/feed.xml",
                "/author/x/atom.xml", "/khela/atom.xml", "/sitemap-2026-11.xml"):  # fmt: skip
        assert routes.may_be_printed(key)
        assert any(
            re.fullmatch(re.sub(r"<[\w-]+>", "[^/]+", re.escape(address)), key)
            for address in addresses()
        ), key


def test_how_long_answers_hold_is_written_as_it_is():
    rules = policies.Policies(5)

    def of_status(status):
        page = Page(key="/x", path="/x", body=b"", status=status)
        return dict(rules.for_page(page, ()))["cache-control"]

    true = {of_status(status) for status in (200, 404, 410)}
    true |= {dict(rules.for_moved("/"))["cache-control"], files.FOR_EVER, *files.AGES.values()}
    true |= {dict(rules.for_search("text/html", available=True))["cache-control"]}
    true |= {dict(rules.for_suggestions())["cache-control"]}
    true |= {spare_pages.spare_page(status).header("cache-control") for status in (400, 503)}
    section = ADDRESSES.read_text("utf-8").partition("## How long an answer holds")[2]
    assert (
        set(re.findall(r"^\|[^|]+\| `([^`]+)` \|$", section, re.MULTILINE)) - {"Cache-Control"}
        == true
    )


# The rooms

# They stand beside a story's way from the newsroom to the reader, which is what the figure shows.
BESIDE = {"intake", "demo", "config", "commands"}


def rooms():
    return {file.parent.name for file in (ROOT / "kagoj").glob("*/__init__.py")}


def test_the_table_of_folders_is_whole():
    table = README.read_text("utf-8").partition("| folder | what it is |")[2].partition("\n\n")[0]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(rooms())


def test_the_figure_shows_every_room():
    section = README.read_text("utf-8").partition("## How it works")[2]
    figure = FENCE.search(section)[3]
    assert rooms() - BESIDE <= set(re.findall(r"[a-z]+", figure))
    assert rooms() >= BESIDE
