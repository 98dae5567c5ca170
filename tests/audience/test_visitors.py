"""Visitors without names, robots told from readers, and a salt that lasts a day."""

import stat
import subprocess
import sys

import pytest

from kagoj.audience.visitors import DaySalt, is_robot, visitor

DAY = 86_400.0
MORNING = 19_861 * DAY + 3_600  # 2024-05-18 01:00 UTC

# As their makers publish them: developers.google.com/search/docs (crawlers overview),
# bing.com/webmasters, developers.facebook.com/docs/sharing/webmasters/crawler, and the programs'
# own documentation.
ROBOTS = [
    "",
    "  ",
    "Mozilla/5.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Googlebot-News",
    "AdsBot-Google (+http://www.google.com/adsbot.html)",
    "Mediapartners-Google",
    "FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "Twitterbot/1.0",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "ia_archiver",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
    "curl/7.88.1",
    "Wget/1.21.3",
    "python-requests/2.31.0",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
]
READERS = [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; bn) Presto/2.12.423 Version/12.16",
    "Mozilla/5.0 (Linux; U; Android 9; en-US; CUBOT_P40) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0 UCBrowser/13.4 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/460.0.0.0.0;]",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 330.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/314.0.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
]


@pytest.mark.parametrize("agent", ROBOTS)
def test_programs_are_robots(agent):
    assert is_robot(agent)


@pytest.mark.parametrize("agent", READERS)
def test_browsers_are_readers(agent):
    assert not is_robot(agent)


def test_one_visitor_has_one_name_under_one_salt():
    salt, other = b"s" * 32, b"t" * 32
    name = visitor("203.0.113.7", READERS[0], salt)
    assert name == visitor("203.0.113.7", READERS[0], salt)
    assert len({name, visitor("203.0.113.8", READERS[0], salt)}) == 2
    assert len({name, visitor("203.0.113.7", READERS[1], salt)}) == 2
    assert len({name, visitor("203.0.113.7", READERS[0], other)}) == 2
    assert len(name) == 16
    assert int(name, 16) >= 0


def test_any_header_makes_a_name():
    assert visitor("\udcff", "\udcff" * 100_000, b"s" * 32)


def test_the_salt_lasts_a_day_and_leaves_nothing_behind(tmp_path):
    salts = DaySalt(tmp_path)
    today = salts.at(MORNING)
    assert salts.at(MORNING + 60) == today
    assert DaySalt(tmp_path).at(MORNING) == today  # after a restart, and in another process
    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    tomorrow = salts.at(MORNING + DAY)
    assert tomorrow != today
    assert len(tomorrow) == 32
    (kept,) = tmp_path.iterdir()
    assert today not in kept.read_bytes()


def test_a_draft_left_by_a_kill_goes_with_its_day(tmp_path):
    yesterday = int(MORNING // DAY) - 1
    (tmp_path / f"salting-{yesterday}-x1y2").write_bytes(b"half a salt")
    DaySalt(tmp_path).at(MORNING)
    assert [file.name for file in tmp_path.iterdir()] == [f"salt-{yesterday + 1}"]


@pytest.mark.parametrize("round_", range(3))
def test_processes_that_begin_together_agree(tmp_path, round_):
    program = (
        "import sys, pathlib, kagoj.audience.visitors as visitors; sys.stdin.readline();"
        f"print(visitors.DaySalt(pathlib.Path(sys.argv[1])).at({MORNING}).hex())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    salts = {process.communicate()[0] for process in processes}
    assert len(salts) == 1
    assert len(salts.pop().strip()) == 64


def test_without_a_folder_the_salt_stays_in_memory(tmp_path):
    (tmp_path / "file").write_text("")
    salts = DaySalt(tmp_path / "file" / "reads")
    assert len(salts.at(MORNING)) == 32
    assert salts.at(MORNING) == salts.at(MORNING)
