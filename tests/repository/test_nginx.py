"""The nginx configuration we ship, run: real nginx, real delivery, a small shelf, TLS.

What is expected of caches stands in RFC 9111 and RFC 5861, of HTTP in RFC 9110, of the settings in
nginx's own documentation (https://nginx.org/en/docs/http/ngx_http_proxy_module.html).
"""

import contextlib
import gzip
import http.server
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest

from kagoj.audience.reads import parse, spools
from kagoj.delivery.files import TYPES
from kagoj.press.caches.cache import Change
from kagoj.press.caches.nginx import Nginx
from kagoj.press.purging import Watch
from kagoj.search.index import Index
from kagoj.shelf import Page, Shelf

pytestmark = pytest.mark.system

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx.conf"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READERS, EDITORS = "paper.example", "newsroom.paper.example"
PAGE_AGE = 1  # seconds a page is fresh in this test; twice as long it may be shown while renewed
PATIENCE = 30.0  # seconds until a test gives up; never waited for when all is well

# Not the paper's own files, and yet below its folders.
UNKNOWN_FILE, HIDDEN_FILE = "media/page.html", "static/.secret.css"


def program(name):
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        package = {"nginx": "nginx-light", "varnishd": "varnish varnish-modules"}.get(
            name.split()[0], name
        )
        missing = f"{name} is missing: apt-get install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_until(holds, what):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"it never came: {what}"
        time.sleep(0.02)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Answer:
    def __init__(self, answer):
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.raw = answer.read()

    @property
    def body(self):
        undo = {"br": brotli.decompress, "gzip": gzip.decompress}
        return undo.get(self.headers.get("content-encoding"), bytes)(self.raw)

    @property
    def text(self):
        return self.body.decode()

    @property
    def cache(self):
        return self.headers.get("x-cache")


def ask(connection, path, method="GET", body=None, **headers):
    connection.putrequest(method, path, skip_accept_encoding=True)
    headers.setdefault("user_agent", BROWSER)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    return Answer(connection.getresponse())


class Newsroom(http.server.BaseHTTPRequestHandler):
    """Stands where the newsroom would and says what nginx told it."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self):
        body = "\n".join(f"{name.lower()}: {value}" for name, value in self.headers.items())
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


class House:
    """A shelf, a delivery, nginx before it with the shipped file, and ways to ask."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "paper" / "data"
        self.shelf = Shelf(self.data)
        self.port, self.plain_port = free_port(), free_port()
        self.delivery_port, self.newsroom_port = free_port(), free_port()
        self.renewing_port = free_port()
        self.delivery = self.nginx = self.newsroom = None

    def put(self, *pages):
        with self.shelf.change() as change:
            for page in pages:
                change.put(page)

    def adapted(self):
        """The shipped file with this test's ports and folders; every replaced word must be there."""
        text = SHIPPED.read_text("utf-8")
        for word, here in (
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:80 default_server;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("    listen [::]:443 ssl http2 default_server;\n", ""),
            ("listen 80", f"listen 127.0.0.1:{self.plain_port}"),
            ("listen 443", f"listen 127.0.0.1:{self.port}"),
            ("server 127.0.0.1:8000;", f"server 127.0.0.1:{self.delivery_port};"),
            ("server 127.0.0.1:8001;", f"server 127.0.0.1:{self.newsroom_port};"),
            ("listen 127.0.0.1:8002;", f"listen 127.0.0.1:{self.renewing_port};"),
            ("    8002 ", f"    {self.renewing_port} "),
            ("/var/cache/kagoj", str(self.folder / "cache")),
            ("/var/www/html", str(self.folder / "www")),
            ("/srv/kagoj/paper", str(self.folder / "paper")),
            ("/etc/letsencrypt/live/paper.example", str(self.folder)),
        ):
            assert word in text, word
            text = text.replace(word, here)
        return text

    def write_configuration(self):
        (self.folder / "kagoj.conf").write_text(self.adapted(), "utf-8")
        # Around it, what Debian's nginx.conf says; temporary files stay in the test's folder.
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/temp-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"""
            {"user root;" if os.geteuid() == 0 else ""}
            worker_processes 1;
            daemon off;
            pid {self.folder}/nginx.pid;
            error_log {self.folder}/error.log;
            events {{ worker_connections 256; }}
            http {{
                sendfile on;
                tcp_nopush on;
                types {{ text/html html; }}
                default_type application/octet-stream;
                gzip on;
                access_log off;
                {temporary}
                include {self.folder}/kagoj.conf;
            }}
            """,
            "utf-8",
        )

    def make_certificate(self):
        subprocess.run(
            [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={READERS}",
             "-addext", f"subjectAltName=DNS:{READERS},DNS:*.{READERS}",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def start_delivery_anew(self, *, page_age=PAGE_AGE, options=()):
        self.kill_delivery()
        self.start_delivery(page_age, options)

    def start_delivery(self, page_age=PAGE_AGE, options=()):
        self.delivery = subprocess.Popen(
            [sys.executable, "-m", "kagoj.delivery.serve", self.data, "--behind-proxy",
             "--static", self.data / "static", "--port", str(self.delivery_port),
             "--page-age", str(page_age), *options],
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wait_until(lambda: listens(self.delivery_port), "delivery")

    def kill_delivery(self):
        if self.delivery is not None:
            os.killpg(self.delivery.pid, signal.SIGKILL)
            self.delivery.wait(PATIENCE)
            self.delivery = None
            wait_until(lambda: not listens(self.delivery_port), "delivery's end")

    def check_nginx(self):
        """What `nginx -t` says about the file: status and words."""
        said = subprocess.run(
            [program("nginx"), "-t", "-p", self.folder, "-c", self.folder / "nginx.conf"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return said.returncode, said.stderr

    def start_nginx(self):
        status, said = self.check_nginx()
        assert status == 0, said
        self.nginx = subprocess.Popen(
            [program("nginx"), "-p", self.folder, "-c", self.folder / "nginx.conf"],
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: listens(self.port), "nginx")

    def start_newsroom(self):
        self.newsroom = http.server.ThreadingHTTPServer(("127.0.0.1", self.newsroom_port), Newsroom)
        threading.Thread(target=self.newsroom.serve_forever, daemon=True).start()

    def stop_newsroom(self):
        if self.newsroom is not None:
            self.newsroom.shutdown()
            self.newsroom.server_close()
            self.newsroom = None

    def stop(self):
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait(PATIENCE)
        self.kill_delivery()
        self.stop_newsroom()
        self.shelf.close()

    def line(self, name=READERS, protocols=("http/1.1",), reader="127.0.0.1"):
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        context.set_alpn_protocols(list(protocols))
        plain = socket.create_connection(
            ("127.0.0.1", self.port), timeout=PATIENCE, source_address=(reader, 0)
        )
        return context.wrap_socket(plain, server_hostname=name)

    def ask(self, path, method="GET", body=None, *, name=READERS, **headers):
        """One answer over TLS, on a connection of its own."""
        connection = HTTPConnection(name)
        connection.sock = self.line(name)
        try:
            return ask(connection, path, method, body, **headers)
        finally:
            connection.close()

    def ask_delivery(self, path, **headers):
        """The same, past nginx."""
        connection = HTTPConnection("127.0.0.1", self.delivery_port, timeout=PATIENCE)
        try:
            return ask(connection, path, **headers)
        finally:
            connection.close()


SENTENCES = "".join(f"<p>ঘাটের মাঝি বলেন, আজ জোয়ার {n} মিনিট দেরিতে এল।</p>" for n in range(60))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with opened(House(tmp_path_factory.mktemp("house"))) as house:
        yield house


@contextlib.contextmanager
def opened(house, page_age=PAGE_AGE, options=()):
    """The house with all its processes at work."""
    house.put(
        Page(key="/", path="/", body=("প্রথম পাতা " + SENTENCES).encode(), tags=("home",)),
        Page(key="/n/17", path="/khela/17/জয়ের-পথে/", body=("জয়ের পথে" + SENTENCES).encode()),
        Page(key="/n/18", path="/n/18", status=410, body="প্রত্যাহার করা হয়েছে".encode()),
        Page(key="/404", path="/404", status=404, body="ছাপা পাতা: নেই".encode()),
        Page(
            key="/search",
            path="/search",
            body=b'<input value="<!--#kagoj query -->"><!--#kagoj results -->',
        ),
    )
    Index(house.data / "search.db").close()
    for folder in ("static/js", "media/images", "reads"):
        (house.data / folder).mkdir(parents=True)
    (house.folder / "www" / ".well-known" / "acme-challenge").mkdir(parents=True)
    (house.folder / "www" / ".well-known" / "acme-challenge" / "token").write_text("proof")
    (house.data / "newsroom.db").write_text("secret")
    (house.data / "static" / "js" / "kagoj.1a2b3c4d.mjs").write_text("export {};\n" * 100)
    for suffix in TYPES:
        (house.data / "media" / f"file{suffix}").write_bytes(b"0123456789" * 100)
    (house.data / UNKNOWN_FILE).write_text("<script>alert(1)</script>")
    (house.data / HIDDEN_FILE).write_text("hidden")
    try:
        house.make_certificate()
        house.write_configuration()
        house.start_delivery(page_age, options)
        house.start_newsroom()
        house.start_nginx()
        yield house
    finally:
        house.stop()


@pytest.fixture
def without_delivery(house):
    """Delivery was killed, and is back after the test."""
    yield house.kill_delivery
    if house.delivery is None:
        house.start_delivery()


def fresh(house, text="পাতা", **more):
    """A page nobody has asked for yet."""
    path = f"/page-{time.monotonic_ns()}/"
    house.put(Page(key=path, path=path, body=(text + SENTENCES).encode(), **more))
    return path


def test_nginx_takes_the_file_without_a_warning(house):
    status, said = house.check_nginx()
    assert status == 0, said
    # From 1.25.1 on, nginx would have HTTP/2 asked for in another way, which 1.22 does not know.
    warnings = [line for line in said.splitlines() if "[warn]" in line]
    assert [line for line in warnings if 'http2" directive is deprecated' not in line] == []


def test_the_second_reader_is_answered_from_the_cache(house):
    path = fresh(house)
    first, second = house.ask(path), house.ask(path)
    assert (first.cache, second.cache) == ("MISS", "HIT")
    assert first.raw == second.raw == house.ask_delivery(path).raw


@pytest.mark.parametrize(
    ("wish", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("deflate", None),
        ("", None),
        # RFC 9110, 12.5.3: a coding is a whole word.
        ("brx", None),
    ],
)
def test_a_page_comes_in_the_coding_asked_for(house, wish, coding):
    answer = house.ask("/", accept_encoding=wish)
    assert answer.headers.get("content-encoding") == coding
    assert answer.text.startswith("প্রথম পাতা ")
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_one_copy_serves_all_ways_to_ask_for_a_coding(house):
    path = fresh(house)
    house.ask(path, accept_encoding="gzip, deflate, br")
    assert house.ask(path, accept_encoding="br;q=1.0, gzip;q=0.8").cache == "HIT"
    assert house.ask(path, accept_encoding="gzip").cache == "MISS"


def test_what_others_append_to_a_link_makes_no_copy(house):
    path = fresh(house)
    house.ask(path)
    for query in ("?fbclid=IwAR1", "?utm_source=x&utm_medium=y", "?", "?/../x"):
        assert house.ask(path + query).cache == "HIT", query


def test_what_is_not_a_page_passes_through(house):
    missing = house.ask("/nothing-here/")
    assert (missing.status, missing.text) == (404, "ছাপা পাতা: নেই")
    gone = house.ask("/n/18")
    assert (gone.status, gone.text) == (410, "প্রত্যাহার করা হয়েছে")
    moved = house.ask("/n/17")
    assert (moved.status, moved.headers["location"]) == (301, quote("/khela/17/জয়ের-পথে/"))
    assert house.ask("/n/17?x=http://elsewhere.example/").headers["location"] == quote(
        "/khela/17/জয়ের-পথে/"
    )
    assert house.ask("/%2e%2e/newsroom.db").status == 400
    assert house.ask("/", method="DELETE").status == 405


def test_who_has_the_page_is_told_that_nothing_changed(house):
    path = fresh(house)
    tag = house.ask(path, accept_encoding="br").headers["etag"]
    again = house.ask(path, accept_encoding="br", if_none_match=tag)
    assert (again.status, again.raw) == (304, b"")


def test_a_changed_page_reaches_readers_within_its_age(house):
    path = fresh(house, "আগের কথা")
    assert house.ask(path).text.startswith("আগের কথা")
    house.put(Page(key=path, path=path, body="নতুন কথা".encode()))
    since = time.monotonic()
    wait_until(lambda: house.ask(path).text == "নতুন কথা", "the new page")
    # Fresh for one age, then one more answer of the old page while the new one is fetched.
    assert time.monotonic() - since < 3 * PAGE_AGE + 5


def test_the_press_has_copies_renewed_at_once(house):
    """Not after the page's age: every reader, whatever coding, has the new page as soon as told."""
    moved, other = fresh(house, "আগের কথা"), fresh(house)
    codings = ("br", "gzip", "")
    for path in (moved, other):
        for coding in codings:
            house.ask(path, accept_encoding=coding)
    house.start_delivery_anew(page_age=600)  # so that nothing is renewed by its age
    try:
        for path in (moved, other):
            Nginx(f"127.0.0.1:{house.renewing_port}").tell(Change(("x",), (path,)))
        house.put(Page(key=moved, path=moved, body="নতুন কথা".encode()))
        watch = Watch(
            "nginx://house", Nginx(f"127.0.0.1:{house.renewing_port}"), house.shelf, house.data
        )
        watch._last = watch._told.version = house.shelf.version() - 1
        watch.turn()
        for coding in codings:
            told = house.ask(moved, accept_encoding=coding)
            assert (told.text, told.cache) == ("নতুন কথা", "HIT"), coding
            assert house.ask(other, accept_encoding=coding).cache == "HIT"
    finally:
        house.start_delivery_anew(page_age=PAGE_AGE)


def test_nobody_else_has_copies_renewed(house):
    path = fresh(house)
    house.ask(path)
    assert house.ask(path, cache_control="no-cache", pragma="no-cache").cache == "HIT"
    # The door stands open to this machine only.
    assert f"listen 127.0.0.1:{house.renewing_port};" in house.adapted()


def test_an_old_copy_is_not_shown_after_a_quiet_hour(house):
    path = fresh(house, "আগের কথা")
    house.ask(path)
    house.put(Page(key=path, path=path, body="নতুন কথা".encode()))
    # Beyond age and stale-while-revalidate (RFC 5861, 3) the reader waits for the new page.
    time.sleep(3 * PAGE_AGE + 1)
    assert house.ask(path).text == "নতুন কথা"


def test_readers_read_on_when_delivery_is_killed(house, without_delivery):
    path, unread = fresh(house), fresh(house)
    missing = f"/missing-{time.monotonic_ns()}/"
    before = house.ask(path)
    assert house.ask(missing).status == 404
    without_delivery()
    wait_until(lambda: house.ask(path).cache == "STALE", "the copy's age")
    after = house.ask(path)
    assert (after.status, after.raw) == (200, before.raw)
    away = house.ask(unread)
    assert away.status == 503
    assert "একটু পরে আবার চেষ্টা করুন" in away.text
    assert int(away.headers["retry-after"]) > 0
    assert away.headers["cache-control"] == "no-store"
    # Even what delivery did not allow to be shown stale (RFC 5861, 4): nobody could say it better.
    wait_until(lambda: house.ask(missing).cache == "STALE", "the age of what is missing")
    assert house.ask(missing).status == 404
    house.start_delivery()
    assert house.ask(unread).status == 200


def test_a_page_with_many_tags_is_delivered(house):
    path = fresh(house, tags=tuple(f"story-{number}" for number in range(500)))
    assert len(house.ask_delivery(path).headers["surrogate-key"]) > 3000
    answer = house.ask(path)
    assert answer.status == 200
    assert "surrogate-key" not in answer.headers


def test_reads_are_counted_by_the_readers_own_address(house):
    for claimed in ("203.0.113.1", "203.0.113.2"):
        assert house.ask("/beacon/17", "POST", b"", x_forwarded_for=claimed).status == 204
    lines = b"".join(file.read_bytes() for file in spools(house.data / "reads")).splitlines()
    assert len(lines) == 2
    assert len({parse(line).visitor for line in lines}) == 1


def test_readers_cannot_send_much(house):
    assert house.ask("/beacon/17", "POST", bytes(65 * 1024)).status == 413


def test_files_come_from_the_disk_as_delivery_would_send_them(house):
    told = ("content-type", "cache-control", "content-disposition", "content-security-policy",
            "x-content-type-options")  # fmt: skip
    paths = ["/static/js/kagoj.1a2b3c4d.mjs", f"/{UNKNOWN_FILE}"]
    paths += [f"/media/file{suffix}" for suffix in TYPES]
    for path in paths:
        direct, through = house.ask_delivery(path), house.ask(path)
        assert through.status == direct.status == 200, path
        for header in told:
            assert through.headers.get(header) == direct.headers.get(header), (path, header)
        assert "x-cache" not in through.headers, path
    assert "immutable" in house.ask(paths[0]).headers["cache-control"]
    assert house.ask(paths[0], accept_encoding="gzip").headers["content-encoding"] == "gzip"


def test_files_are_sent_without_delivery(house, without_delivery):
    without_delivery()
    (house.data / "static" / "never-asked-for.js").write_text("let a = 1;")
    (house.data / "media" / "never-asked-for.mp4").write_bytes(bytes(range(256)))
    assert house.ask("/static/never-asked-for.js").text == "let a = 1;"
    part = house.ask("/media/never-asked-for.mp4", range="bytes=10-19")
    assert (part.status, part.raw) == (206, bytes(range(10, 20)))


@pytest.mark.parametrize(
    "path",
    [
        f"/{HIDDEN_FILE}",
        "/static/../newsroom.db",
        "/static/%2e%2e/newsroom.db",
        "/media/..%2fnewsroom.db",
        "/newsroom.db",
        "/static/",
        "/media/images/",
        "/media/missing.jpg",
    ],
)
def test_nothing_else_of_the_folder_is_given_away(house, path):
    answer = house.ask(path)
    assert answer.status in {400, 404}
    assert b"secret" not in answer.raw
    assert b"hidden" not in answer.raw


def test_each_search_has_an_answer_of_its_own(house):
    first, second = house.ask("/search?q=nodi"), house.ask("/search?q=mati")
    assert (first.status, second.status) == (200, 200)
    assert 'value="nodi"' in first.text
    assert 'value="mati"' in second.text


def test_the_archive_is_asked_for_a_day(house):
    day = "/archive/2024/05/18/"
    house.put(
        Page(key="/archive/", path="/archive/", body=b"<!--#kagoj day -->"),
        Page(key=day, path=day, body="সেদিনের কাগজ".encode()),
    )
    answer = house.ask("/archive/?day=2024-05-18")
    assert (answer.status, answer.headers["location"]) == (302, day)


def test_what_is_offered_while_typing_passes_with_its_query(house):
    first, second = (house.ask(f"/search/suggest?q={typed}") for typed in ("nodi", "mati"))
    assert (first.status, second.status) == (200, 200)
    assert (json.loads(first.text)["q"], json.loads(second.text)["q"]) == ("nodi", "mati")


def test_a_flood_of_searches_is_told_to_wait(house):
    connection = HTTPConnection(READERS)
    # Searches are counted by the reader's address: the other tests' reader has nothing to do with it.
    connection.sock = house.line(reader="127.0.0.9")
    try:
        # 10 a second and 40 at once are let through: long before 2,000 one must be refused.
        for _ in range(2000):
            answer = ask(connection, "/search?q=nodi")
            if answer.status == 429:
                break
    finally:
        connection.close()
    assert answer.status == 429
    assert "একটু পরে আবার চেষ্টা করুন" in answer.text


def test_the_newsroom_has_a_name_of_its_own(house):
    answer = house.ask("/", name=EDITORS, x_forwarded_for="203.0.113.1", x_forwarded_proto="http")
    told = answer.text.splitlines()
    assert f"host: {EDITORS}" in told
    assert "x-forwarded-for: 127.0.0.1" in told
    assert "x-forwarded-proto: https" in told
    assert "noindex" in answer.headers["x-robots-tag"]


def test_the_newsroom_takes_a_picture_and_no_more(house):
    # Wagtail's own limit, which tells the editor in the form, is 20 MB (kagoj/config/settings.py).
    assert house.ask("/", "POST", bytes(20 * 2**20), name=EDITORS).status == 200
    # Only announced: nginx answers before it is sent.
    line = house.line(EDITORS)
    try:
        line.sendall(
            f"POST / HTTP/1.1\r\nHost: {EDITORS}\r\nContent-Length: {26 * 2**20}\r\n\r\n".encode()
        )
        answer = line.recv(65536).decode()
    finally:
        line.close()
    assert answer.startswith("HTTP/1.1 413 ")
    assert "২০ মেগাবাইট" in answer


def test_editors_are_told_when_the_newsroom_is_closed(house):
    house.stop_newsroom()
    try:
        closed = house.ask("/", name=EDITORS)
    finally:
        house.start_newsroom()
    assert closed.status == 503
    assert "বার্তাকক্ষ এখন চালু নেই" in closed.text


def test_plain_http_leads_to_https(house):
    def ask_plainly(path, name):
        connection = HTTPConnection("127.0.0.1", house.plain_port, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", name)
            connection.endheaders()
            return Answer(connection.getresponse())
        finally:
            connection.close()

    moved = ask_plainly("/khela/?a=b", READERS)
    assert (moved.status, moved.headers["location"]) == (301, f"https://{READERS}/khela/?a=b")
    assert ask_plainly("/.well-known/acme-challenge/token", READERS).text == "proof"
    with pytest.raises(ConnectionError):
        ask_plainly("/", "elsewhere.example")


def test_other_names_are_sent_on_or_refused(house):
    www = house.ask("/khela/?a=b", name=f"www.{READERS}")
    assert (www.status, www.headers["location"]) == (301, f"https://{READERS}/khela/?a=b")
    with pytest.raises(ssl.SSLError):
        house.line("elsewhere.example")


@pytest.mark.parametrize("name", [READERS, EDITORS])
def test_browsers_are_offered_http_2_and_told_to_stay_with_tls(house, name):
    with house.line(name, protocols=("h2", "http/1.1")) as line:
        assert line.selected_alpn_protocol() == "h2"
        assert line.version() == "TLSv1.3"
    assert "max-age" in house.ask("/", name=name).headers["strict-transport-security"]
