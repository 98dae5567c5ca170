"""The temperature: typed, or asked of a provider that may answer anything, slowly or never."""

import contextlib
import datetime as dt
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Site

from kagoj.news import weather
from kagoj.news.models import Weather
from kagoj.theme import pages

NOW = dt.datetime(2024, 5, 18, 9, 57, tzinfo=dt.UTC)


class Provider(ThreadingHTTPServer):
    """Answers as told, over a real socket."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.body = b""
        self.asked = 0
        self.pause = 0.0  # between two bytes
        self.raw = b""

    def says(self, degrees):
        # The form of open-meteo.com/en/docs: current.temperature_2m, a number.
        self.body = json.dumps({"current": {"temperature_2m": degrees}}).encode()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/v1/forecast?current=temperature_2m"


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        with contextlib.suppress(OSError):
            if self.server.raw:
                self.wfile.write(self.server.raw)
                return
            self.send_response(200)
            self.send_header("content-length", str(len(self.server.body)))
            self.end_headers()
            if not self.server.pause:
                self.wfile.write(self.server.body)
                return
            for byte in self.server.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(self.server.pause)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider():
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def setting(paper, provider, clock):
    return Weather.objects.create(site=Site.objects.get(), provider=provider.address)


def shown():
    return weather.temperature(timezone.now())


def test_a_paper_without_weather_shows_none(paper):
    assert shown() == ""
    assert weather.ask_provider() is False
    assert b"temp" not in pages.masthead()


def test_what_the_provider_says_is_shown_in_bangla_digits(setting, provider):
    provider.says(28.4)
    assert weather.ask_provider() is True
    assert shown() == "২৮"
    assert "২৮ °সে" in pages.masthead().decode()


@pytest.mark.parametrize(("degrees", "line"), [(-3.6, "-৪"), (0.2, "০"), (-0.3, "০"), (41, "৪১")])
def test_degrees_are_whole(setting, provider, degrees, line):
    provider.says(degrees)
    weather.ask_provider()
    assert shown() == line


def test_the_provider_is_asked_every_quarter_of_an_hour(setting, provider, clock):
    provider.says(28)
    weather.ask_provider()
    provider.says(30)
    clock.shift(14 * 60)
    assert weather.ask_provider() is False
    assert (provider.asked, shown()) == (1, "২৮")
    clock.shift(61)
    assert weather.ask_provider() is True
    assert (provider.asked, shown()) == (2, "৩০")


def test_the_same_temperature_is_no_change(setting, provider, clock):
    provider.says(28.2)
    weather.ask_provider()
    provider.says(27.9)
    clock.shift(16 * 60)
    assert weather.ask_provider() is False


def test_an_old_temperature_closes_the_line(setting, provider, clock):
    provider.says(28)
    weather.ask_provider()
    clock.shift(2 * 3600 - 1)
    assert shown() == "২৮"
    clock.shift(2)
    assert shown() == ""


def test_a_typed_temperature_wins_and_holds_twelve_hours(setting, provider, clock):
    provider.says(28)
    weather.ask_provider()
    setting.refresh_from_db()
    setting.typed = "৩১"
    setting.save()
    assert shown() == "৩১"
    clock.shift(12 * 3600 + 1)
    assert shown() == ""  # what was fetched is older still


@pytest.mark.parametrize("typed", ["২৮", "5", "-2", "−৩"])
def test_degrees_may_be_typed_in_either_digits(setting, typed):
    setting.typed = typed
    setting.full_clean()


@pytest.mark.parametrize("typed", ["গরম", "২৮°", "100", "2.5"])
def test_what_is_no_temperature_cannot_be_typed(setting, typed):
    setting.typed = typed
    with pytest.raises(ValidationError):
        setting.full_clean()


BROKEN = {
    "no JSON": b"<html>busy</html>",
    "half of it": b'{"current": {"temperature_2m": 2',
    "no UTF-8": b'\xff\xfe{"current"',
    "another form": b'{"hourly": {"temperature_2m": [28]}}',
    "a list": b"[28]",
    "no number": b'{"current": {"temperature_2m": "hot"}}',
    "yes": b'{"current": {"temperature_2m": true}}',
    "nothing": b'{"current": {"temperature_2m": null}}',
    "not a number": b'{"current": {"temperature_2m": NaN}}',
    "endless": b'{"current": {"temperature_2m": Infinity}}',
    "impossible": b'{"current": {"temperature_2m": 400}}',
    "deep": b"[" * 60_000,
    "huge": b'{"current": {"temperature_2m": 28}}' + b" " * 70_000,
    "empty": b"",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_is_refused_and_what_was_known_stays(setting, provider, clock, body):
    provider.says(28)
    weather.ask_provider()
    clock.shift(16 * 60)
    provider.body = body
    with pytest.raises((ValueError, OSError), match=r"provider|°C"):
        weather.ask_provider()
    assert shown() == "২৮"


def test_an_answer_that_is_no_http_is_refused(setting, provider):
    provider.raw = b"\x16\x03\x01\x00\xa5 nonsense\r\n\r\n"
    with pytest.raises((ValueError, OSError)):
        weather.ask_provider()


def test_an_error_of_the_provider_is_told(setting, provider):
    provider.raw = b"HTTP/1.0 503 Service Unavailable\r\n\r\n"
    with pytest.raises(OSError, match="503"):
        weather.ask_provider()


def test_a_provider_that_is_away_is_told(setting):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused
        port = taken.getsockname()[1]
        Weather.objects.update(provider=f"http://127.0.0.1:{port}/")
        with pytest.raises(OSError, match="refused"):
            weather.ask_provider()


def test_an_address_of_another_kind_is_not_opened(setting, tmp_path):
    file = tmp_path / "weather.json"
    file.write_text('{"current": {"temperature_2m": 28}}')
    Weather.objects.update(provider=file.as_uri())
    with pytest.raises(ValueError, match="https://"):
        weather.ask_provider()


def test_an_answer_that_drips_is_given_up_in_time(setting, provider, monkeypatch):
    """Each byte comes in time, the whole never does; the clock must go on."""
    monkeypatch.setattr(weather, "LONGEST_WAIT", 0.3)
    provider.says(28)
    provider.pause = 0.1
    began = time.perf_counter()
    with pytest.raises(TimeoutError):
        weather.ask_provider()
    assert time.perf_counter() - began < 3  # all of it would take four seconds
    with pytest.raises(TimeoutError, match="still not answered"):
        weather.ask_provider()
    assert shown() == ""
    provider.pause = 0.0
    assert weather._asking.acquire(timeout=20)  # the thread left behind ends with its answer
    weather._asking.release()


def test_another_provider_starts_from_nothing(setting, provider):
    provider.says(28)
    weather.ask_provider()
    setting.refresh_from_db()
    setting.provider = "https://example.com/weather"
    setting.save()
    assert shown() == ""
