"""`kagoj bangla VERB`: an answer for each line, whatever bytes come in, and nothing needed for it."""

import io
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kagoj import cli
from kagoj.commands.bangla import VERBS

ROOT = Path(__file__).parents[2]


class Standard(io.TextIOWrapper):
    def __init__(self, given: bytes = b""):
        super().__init__(io.BytesIO(given), encoding="utf-8")

    def said(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()


@pytest.fixture
def bangla(monkeypatch):
    """Runs a verb on bytes in this process; gives its status, answers and complaints."""

    def run(given: bytes | str, *arguments: str) -> tuple[int, list[str], list[str]]:
        raw = given.encode() if isinstance(given, str) else given
        out, err = Standard(), Standard()
        monkeypatch.setattr(sys, "stdin", Standard(raw))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        status = cli.main(["bangla", *arguments])
        answers = out.said().decode().split("\n")
        assert answers.pop() == ""
        return status, answers, err.said().decode().splitlines()

    return run


# What to type after `kagoj bangla`, a line, and its answer. The dates are those of papers: 18 May
# 2024 was 4 Joishtho 1431 in Dhaka; West Bengal's year began on 14 April in 2024, on 15 in 2023.
RIGHT = [
    (["date"], "2024-05-18", "৪ জ্যৈষ্ঠ ১৪৩১"),
    (["date"], "২০২৪-০৫-১৮", "৪ জ্যৈষ্ঠ ১৪৩১"),
    (["date"], "2024-05-17T20:00:00+00:00", "৪ জ্যৈষ্ঠ ১৪৩১"),
    (["date", "--calendar", "bd"], "2019-10-16", "৩১ আশ্বিন ১৪২৬"),
    (["date", "--calendar", "wb"], "2023-04-15", "১ বৈশাখ ১৪৩০"),
    (["undate"], "৪ জ্যৈষ্ঠ ১৪৩১", "2024-05-18"),
    (["undate"], "১৮ মে ২০২৪", "2024-05-18"),
    (["undate", "--calendar", "wb"], "১ বৈশাখ ১৪৩০", "2023-04-15"),
    (["normalise"], "খ\u200bবর এল ।", "খবর এল।"),
    (["avro"], "ami banglay likhi", "আমি বাংলায় লিখি"),
    (["avro"], "3.5 koTi, 10:30.", "৩.৫ কটি, ১০:৩০।"),
    (["avro", "--reference"], "3.5", "৩।৫"),
    (["romanise"], "কলকাতায়", "kolkatay"),
    (["number"], "99999999999999", "৯,৯৯,৯৯,৯৯,৯৯,৯৯,৯৯৯"),
    (["slug"], "যুক্তরাজ্যের খবর!", "যুক্তরাজ্যের-খবর"),
    (["slug"], "  ", ""),
    (["romanise"], "কুষ্টিয়া", "kushtia"),
    (["analyse"], "র\u200d্যাব ১,২০০ জনকে", None),
    (["count"], "আজকের খবর। মো. রহিম বলেন।", "5\t14\t2\t1"),
    (["number"], "বারো লাখ চৌত্রিশ হাজার", "১২,৩৪,০০০"),
    (["from-bijoy"], "Avgvi †mvbvi evsjv, editor@example.com", "আমার সোনার বাংলা, editor@example.com"),
    (["from-bijoy", "--font"], "Avwg", "আমি"),
    (["to-bijoy"], "আমার সোনার বাংলা", "Avgvi †mvbvi evsjv"),
    (["sort"], "উৎস\nউদ\nউত্তর", "উত্তর\nউৎস\nউদ"),
    (["spell"], "আজ সকালে বৃষ্টী নামল।", None),
    (["spell"], "আজ সকালে বৃষ্টি নামল।", ""),
    (["number"], "1234567", "১২,৩৪,৫৬৭"),
    (["number"], "-১২,৩৪,৫৬৭.৫০", "-১২,৩৪,৫৬৭.৫০"),
    (["number", "--words"], "1234567", "১২ লাখ ৩৪ হাজার ৫৬৭"),
]


@pytest.mark.parametrize(
    ("arguments", "line", "answer"), RIGHT, ids=[f"{' '.join(a)} {b!a}" for a, b, _ in RIGHT]
)
def test_a_line_is_answered(bangla, arguments, line, answer):
    status, answers, complaints = bangla(line, *arguments)
    assert (status, complaints) == (0, [])
    if answer is not None:
        assert answers == answer.split("\n")


def test_a_word_has_one_index_term_whatever_its_form_spelling_and_code_points(bangla):
    lines = [
        "র\u200d্যাব ১,২০০ জনকে সরকারি ঢাকা",
        "র\u200c্যাবের 1,200 জন, সরকারী; ঢাকায়!",
    ]
    first, second = bangla("\n".join(lines), "analyse")[1]
    assert first == second
    assert first.split(" ")[1] == "1200"
    assert len(first.split(" ")) == 5


@pytest.mark.parametrize("pair", [("বিশ", "বিষ"), ("মন", "মণ"), ("কাল", "কালো")], ids=ascii)
def test_words_that_differ_have_terms_that_differ(bangla, pair):
    first, second = bangla("\n".join(pair), "analyse")[1]
    assert first != second


def test_a_word_spelled_wrong_is_told_with_what_was_meant(bangla):
    [found] = bangla("আজ সকালে বৃষ্টী নামল।", "spell")[1]
    word, _, meant = found.partition(": ")
    assert word == "বৃষ্টী"
    assert "বৃষ্টি" in meant.split(", ")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_meaning_and_a_case(verb):
    assert VERBS[verb].meaning
    assert any(arguments[0] == verb for arguments, _, _ in RIGHT)


def test_lines_end_as_they_do_anywhere(bangla):
    lines = b"\xef\xbb\xbf2024-05-18\r\n2024-05-18\n2024-05-18"
    assert bangla(lines, "date") == (0, ["৪ জ্যৈষ্ঠ ১৪৩১"] * 3, [])
    assert bangla(b"", "date") == (0, [], [])
    assert bangla(b"\n\n", "normalise") == (0, ["", ""], [])


def test_what_cannot_be_answered_is_named_and_the_rest_answered(bangla):
    lines = "2024-02-30\n2024-05-18\nগতকাল\n2024-05-18T12:00\n".encode() + b"\xe0\xa6\n"
    status, answers, complaints = bangla(lines, "date")
    assert status == 1
    assert answers == ["", "৪ জ্যৈষ্ঠ ১৪৩১", "", "", ""]
    assert [line.split(":")[:2] for line in complaints] == [
        ["kagoj", f" line {number}"] for number in (1, 3, 4, 5)
    ]
    assert "৩০ ফেব্রুয়ারি ২০২৪" in complaints[0]  # refused by name
    assert complaints[-1] == "kagoj: line 5: not UTF-8 at byte 1"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["date"], "\n"),
        (["date"], "20240518"),
        (["date", "--calendar", "wb"], "9999-12-31"),
        (["date"], "0001-01-01"),
        (["undate"], "৩০ ফাল্গুন ১৪৩১"),
        (["undate"], "x" * 100_000),
        (["number"], "বারোয়ারি"),
        (["number"], "1e9"),
        (["number"], "9" * 1000),
        (["number", "--words"], "1.5"),
    ],
)
def test_a_refusal_is_one_short_line(bangla, arguments, line):
    status, answers, complaints = bangla(line, *arguments)
    assert (status, answers) == (1, [""])
    assert len(complaints) == 1
    assert complaints[0].startswith("kagoj: line 1: ")
    assert len(complaints[0]) < 400


@pytest.mark.parametrize("verb", VERBS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lines=st.lists(
        st.one_of(
            st.binary(max_size=40).filter(lambda line: b"\n" not in line),
            st.text(
                st.sampled_from("কষয়া্ঁ।১2-/.:T \u200c\u200d\u00a0\u2028\x0b\rab|©v"), max_size=24
            ).map(str.encode),
        ),
        max_size=5,
    )
)
def test_any_bytes_get_a_line_each(bangla, verb, lines):
    status, answers, complaints = bangla(b"".join(line + b"\n" for line in lines), verb)
    assert len(answers) == len(lines)
    assert status == bool(complaints)


def test_answers_come_while_the_pipe_is_still_open():
    with subprocess.Popen(
        [sys.executable, "-m", "kagoj", "bangla", "date"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        for _ in range(2):
            running.stdin.write(b"2024-05-18\n")
            running.stdin.flush()
            assert running.stdout.readline().decode() == "৪ জ্যৈষ্ঠ ১৪৩১\n"
        running.stdin.close()
        assert running.wait(60) == 0


def test_a_reader_that_goes_away_is_no_fault():
    with subprocess.Popen(
        [sys.executable, "-m", "kagoj", "bangla", "normalise"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        running.stdout.close()
        _, complaints = running.communicate("খবর\n".encode() * 10, timeout=60)
        assert complaints == b""


# In an interpreter that finds nothing but Kagoj and the time zones.
BARE = """
import sys
sys.path[:0] = sys.argv[1:3]
sys.argv = ["kagoj", "bangla", *sys.argv[3:]]
import zoneinfo
zoneinfo.reset_tzpath([*zoneinfo.TZPATH, sys.path[1] + "/tzdata/zoneinfo"])
from kagoj.cli import main
status = main()
assert not {"django", "wagtail"} & set(sys.modules), "Django is loaded"
sys.exit(status)
"""


@pytest.mark.parametrize("verb", VERBS)
def test_it_works_where_there_is_no_django_and_no_paper(verb, tmp_path):
    (tmp_path / "kagoj").symlink_to(ROOT / "kagoj")
    (tmp_path / "tzdata").symlink_to(Path(sysconfig.get_path("purelib"), "tzdata"))
    line = next(line for arguments, line, _ in RIGHT if arguments == [verb])
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", BARE, str(tmp_path), str(tmp_path), verb],
        input=line.encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.strip()


def test_too_large_a_number_is_told_the_largest(bangla):
    for line in ("১" + "০" * 14, "-" + "9" * 150, "এক কোটি কোটি", "9" * 1000):
        for words in ([], ["--words"]):
            status, _, complaints = bangla(line, "number", *words)
            assert status == 1
            if "কোটি" not in line:
                assert complaints[0].endswith("the largest is 99,999,999,999,999")
