"""What `kagoj export` writes, served by real nginx with the file we ship, beside what delivery answers."""

import os
import re
import subprocess
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from kagoj.delivery.app import Delivery
from kagoj.delivery.request import Request
from kagoj.shelf import Page, Shelf
from tests.repository.test_nginx import PATIENCE, ask, free_port, listens, program, wait_until

pytestmark = pytest.mark.system

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx-static.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


class Site:
    """A small paper on a shelf, its export, and nginx before that."""

    def __init__(self, folder, kagoj):
        self.folder, self.port, self.nginx = folder, free_port(), None
        paper = folder / "paper"
        paper.mkdir()
        (paper / "kagoj.toml").write_text("", "utf-8")
        self.data = paper / "data"
        shelf = Shelf(self.data)
        text = "<p>ঘাটের মাঝি বলেন, আজ জোয়ার দেরিতে এল।</p>" * 30
        rss = "application/rss+xml; charset=utf-8"
        with shelf.change() as change:
            for page in (
                Page(key="/", path="/", body=f"প্রথম পাতা{text}".encode()),
                Page(key="/khela/", path="/khela/", body=f"খেলা{text}".encode()),
                Page(key="/n/17", path="/khela/17/জয়ের-পথে/", body=f"জয়ের পথে{text}".encode()),
                Page(key="/n/18", path="/n/18", status=410, body="প্রত্যাহার করা হয়েছে".encode()),
                Page(key="/404", path="/404", status=404, body="ছাপা পাতা: নেই".encode()),
                Page(key="/feed.xml", path="/feed.xml", body=b"<rss/>" * 60, content_type=rss),
                Page(
                    key="/robots.txt",
                    path="/robots.txt",
                    body=b"User-agent: *\n",
                    content_type="text/plain; charset=utf-8",
                ),
            ):
                change.put(page)
        shelf.close()
        self.delivery = Delivery(self.data)
        done = kagoj("export", folder / "site", "--dir", paper)
        assert done.returncode == 0, done.stderr
        if os.geteuid() != 0:
            folder.chmod(0o755)

    def start(self):
        text = SHIPPED.read_text("utf-8")
        for word, here in (
            ("    listen [::]:80;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{self.port};"),
            ("/srv/kagoj/site", str(self.folder / "site")),
        ):
            assert word in text, word
            text = text.replace(word, here)
        assert "#   brotli_static on;" in text
        if BROTLI.exists():
            text = text.replace("#   brotli_static on;", "brotli_static on;")
        (self.folder / "kagoj.conf").write_text(text, "utf-8")
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/temp-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (self.folder / "nginx.conf").write_text(
            f"""
            {f"load_module {BROTLI};" if BROTLI.exists() else ""}
            {"user root;" if os.geteuid() == 0 else ""}
            worker_processes 1; daemon off; pid {self.folder}/nginx.pid;
            error_log {self.folder}/error.log;
            events {{ worker_connections 256; }}
            http {{ access_log off; {temporary} include {self.folder}/kagoj.conf; }}
            """,
            "utf-8",
        )
        command = [program("nginx"), "-p", self.folder, "-c", self.folder / "nginx.conf"]
        said = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr
        assert "[warn]" not in said.stderr
        self.nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_until(lambda: listens(self.port), "nginx")

    def stop(self):
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait(PATIENCE)

    def ask(self, path, **headers):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            return ask(connection, quote(path, safe="/%?="), **headers)
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory, kagoj):
    program("nginx")
    site = Site(tmp_path_factory.mktemp("static"), kagoj)
    try:
        site.start()
        yield site
    finally:
        site.stop()


CODINGS = ["", "gzip", *(["br"] if BROTLI.exists() else [])]


@pytest.mark.parametrize(
    "path", ["/", "/khela/", "/khela/17/জয়ের-পথে/", "/feed.xml", "/robots.txt"]
)
def test_nginx_answers_what_delivery_answers(site, path):
    for coding in CODINGS:
        answer = site.ask(path, accept_encoding=coding)
        ours = site.delivery.answer(Request("GET", path.encode().decode("latin-1")))
        assert (answer.status, answer.body) == (200, ours.body), coding
        assert answer.headers.get("content-encoding", "") == coding
        type_, ours_type = answer.headers["content-type"], ours.header("content-type")
        assert type_.lower() == ours_type


def test_what_is_sent_compressed_is_the_file_beside(site):
    for coding, suffix in (("gzip", ".gz"), ("br", ".br")):
        if coding in CODINGS:
            beside = (site.folder / "site" / f"index.html{suffix}").read_bytes()
            assert site.ask("/", accept_encoding=coding).raw == beside


def test_missing_and_withdrawn(site):
    missing = site.ask("/nothing-here/")
    assert (missing.status, missing.text) == (404, "ছাপা পাতা: নেই")
    for path in ("/n/18", "/khela/18/some-slug/", "/khela/18"):
        gone = site.ask(path)
        assert (gone.status, gone.text) == (410, "প্রত্যাহার করা হয়েছে"), path
    assert site.ask("/khela/19/never-was/").status == 404


def test_another_slug_or_desk_leads_to_the_story(site):
    for path in ("/khela/17/old-slug/", "/orthoniti/17/জয়ের-পথে/", "/orthoniti/17"):
        moved = site.ask(path)
        assert (moved.status, moved.headers["location"]) == (301, "/n/17"), path
    short = site.ask("/n/17").text
    assert re.search(r'content="0;url=([^"]+)"', short)[1] == quote("/khela/17/জয়ের-পথে/")


def test_a_folder_is_led_to_its_slash(site):
    moved = site.ask("/khela")
    assert (moved.status, moved.headers["location"]) == (301, "/khela/")
    moved = site.ask("/khela/17/জয়ের-পথে")
    assert (moved.status, moved.headers["location"]) == (301, quote("/khela/17/জয়ের-পথে/"))


def test_who_has_a_page_is_told_that_nothing_changed(site):
    tag = site.ask("/").headers["etag"]
    assert site.ask("/", if_none_match=tag).status == 304


@pytest.mark.parametrize(
    "path",
    ["/index.html.gz", "/404.html", "/gone/18.html", "/../paper/kagoj.toml", "/%2e%2e/paper"],
)
def test_what_lies_beside_pages_is_no_page(site, path):
    assert site.ask(path).status in {400, 404}
