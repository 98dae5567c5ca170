"""What each kind of cache is told, as its maker's documentation has it (named in each file)."""

import http.server
import json
import socket
import threading
import urllib.parse

import pytest

from kagoj.press.caches.bunny import MOST_NAMES, Bunny
from kagoj.press.caches.cache import CacheFault, Change
from kagoj.press.caches.cloudflare import Cloudflare
from kagoj.press.caches.fastly import Fastly
from kagoj.press.caches.named import cache_at
from kagoj.press.caches.nginx import Nginx
from kagoj.press.caches.varnish import Varnish

EVERYTHING = Change(everything=True)


class Stub(http.server.BaseHTTPRequestHandler):
    """Notes what it is asked and answers as the test says."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fields = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, fields, body))
        status, headers, text = self.server.says
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_GET = do_HEAD = do_POST = do_PURGE = answer

    def log_message(self, *args):
        pass


@pytest.fixture
def stub():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.asked, server.says = [], (200, {}, b"{}")
    server.place = f"127.0.0.1:{server.server_port}"
    server.api = f"http://{server.place}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def names(count):
    return tuple(f"story-{number}" for number in range(count))


def test_varnish_is_told_names_in_headers_it_can_take(stub):
    Varnish(stub.place).tell(Change(names(100)))
    assert all((method, path) == ("PURGE", "/") for method, path, _, _ in stub.asked)
    told = [fields["xkey-purge"] for _, _, fields, _ in stub.asked]
    assert " ".join(told).split() == list(names(100))
    assert max(map(len, told)) < 8000
    stub.asked.clear()
    Varnish(stub.place).tell(EVERYTHING)
    assert stub.asked[0][2]["xkey-purge"] == "everything"


def test_a_proxy_in_the_environment_is_not_asked_the_way_to_varnish(stub, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    Varnish(stub.place).tell(Change(names(1)))
    assert len(stub.asked) == 1


def test_nginx_fetches_each_address_anew_in_every_coding(stub):
    Nginx(stub.place).tell(Change(("story-1",), ("/khela/1/জয়/", "/")))
    asked = [(path, fields["accept-encoding"]) for _, path, fields, _ in stub.asked]
    story = urllib.parse.quote("/khela/1/জয়/")
    assert asked == [(p, c) for p in (story, "/") for c in ("br", "gzip", "identity")]
    stub.asked.clear()
    Nginx(stub.place).tell(EVERYTHING)  # ages by itself
    assert stub.asked == []


@pytest.mark.parametrize("status", [404, 410, 301])
def test_nginx_may_find_that_a_page_is_gone(stub, status):
    stub.says = (status, {}, b"")
    Nginx(stub.place).tell(Change(("story-1",), ("/n/1",)))


def test_nginx_that_gets_no_answer_is_told_again_later(stub):
    stub.says = (503, {}, b"")
    with pytest.raises(CacheFault, match="503"):
        Nginx(stub.place).tell(Change(("home",), ("/",)))


def test_fastly_is_told_softly_and_in_lots(stub):
    Fastly("SERVICE", "secret", stub.api).tell(Change(names(300)))
    assert [path for _, path, _, _ in stub.asked] == ["/service/SERVICE/purge"] * 2
    told = [json.loads(body)["surrogate_keys"] for _, _, _, body in stub.asked]
    assert [name for lot in told for name in lot] == list(names(300))
    assert max(map(len, told)) <= 256
    fields = stub.asked[0][2]
    assert (fields["fastly-key"], fields["fastly-soft-purge"]) == ("secret", "1")
    stub.asked.clear()
    Fastly("SERVICE", "secret", stub.api).tell(EVERYTHING)
    assert stub.asked[0][:2] == ("POST", "/service/SERVICE/purge_all")


def test_cloudflare_is_told_tags(stub):
    Cloudflare("ZONE", "secret", stub.api).tell(Change(names(31)))
    assert [path for _, path, _, _ in stub.asked] == ["/zones/ZONE/purge_cache"] * 2
    assert json.loads(stub.asked[1][3]) == {"tags": ["story-30"]}
    assert stub.asked[0][2]["authorization"] == "Bearer secret"
    stub.asked.clear()
    Cloudflare("ZONE", "secret", stub.api).tell(EVERYTHING)
    assert json.loads(stub.asked[0][3]) == {"purge_everything": True}


def test_bunny_is_told_tag_by_tag_or_all(stub):
    Bunny("7", "secret", stub.api).tell(Change(names(2)))
    assert [json.loads(body) for *_, body in stub.asked] == [
        {"CacheTag": "story-0"},
        {"CacheTag": "story-1"},
    ]
    assert stub.asked[0][1] == "/pullzone/7/purgeCache"
    assert stub.asked[0][2]["accesskey"] == "secret"
    for change in (EVERYTHING, Change(names(MOST_NAMES + 1))):
        stub.asked.clear()
        Bunny("7", "secret", stub.api).tell(change)
        assert [body for *_, body in stub.asked] == [b""]


def test_a_refusal_is_told_in_words_and_without_the_token(stub):
    stub.says = (403, {}, b'{"errors": [{"message": "Invalid token"}]}')
    with pytest.raises(CacheFault) as told:
        Cloudflare("ZONE", "top-secret", stub.api).tell(EVERYTHING)
    assert "403" in str(told.value)
    assert "Invalid token" in str(told.value)
    assert "top-secret" not in f"{told.value}{Cloudflare('ZONE', 'top-secret')}"


@pytest.mark.parametrize(("said", "pause"), [("30", 30.0), ("soon", 0.0), ("", 0.0)])
def test_who_asks_too_often_is_told_when_to_come_back(stub, said, pause):
    stub.says = (429, {"Retry-After": said}, b"")
    with pytest.raises(CacheFault) as told:
        Fastly("SERVICE", "secret", stub.api).tell(EVERYTHING)
    assert told.value.pause == pause


@pytest.mark.parametrize("cache", [Varnish, Nginx], ids=["varnish", "nginx"])
def test_a_cache_that_is_not_there_is_told_of(cache):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(CacheFault, match="cannot be reached"):
        cache(place).tell(Change(("home",), ("/",)))


@pytest.mark.parametrize("cache", [Varnish, Nginx], ids=["varnish", "nginx"])
def test_what_speaks_no_http_is_no_cache(cache):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble():
            line, _ = server.accept()
            line.recv(1000)
            line.sendall(b"220 smtp.example ready\r\n")
            line.close()

        threading.Thread(target=babble, daemon=True).start()
        with pytest.raises(CacheFault, match="cannot be reached"):
            cache(f"127.0.0.1:{server.getsockname()[1]}").tell(Change(("home",), ("/",)))


def test_each_kind_is_found_by_its_address():
    assert cache_at("varnish://localhost:6081", "") == Varnish("localhost:6081")
    assert cache_at("nginx://[::1]:8002", "") == Nginx("[::1]:8002")
    assert cache_at("fastly://S", "t") == Fastly("S", "t")
    assert cache_at("cloudflare://Z", "t") == Cloudflare("Z", "t")
    assert cache_at("bunny://7", "t") == Bunny("7", "t")
