"""What sent a reader, by the host that a browser names and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kagoj.audience.referrers import Kind, kind_of

# Hosts as servers' logs and the sites' own documentation have them.
HOSTS = {
    Kind.SEARCH: [
        "www.google.com", "google.com.bd", "www.google.co.in", "news.google.com", "m.google.co.uk",
        "www.bing.com", "cn.bing.com", "duckduckgo.com", "search.yahoo.com", "in.search.yahoo.com",
        "yandex.ru", "www.ecosia.org", "search.brave.com", "www.startpage.com", "chatgpt.com",
        "www.perplexity.ai", "com.google.android.googlequicksearchbox", "GOOGLE.COM", "google.com:443",
    ],
    Kind.SOCIAL: [
        "www.facebook.com", "m.facebook.com", "l.facebook.com", "lm.facebook.com", "facebook.com.",
        "l.instagram.com", "t.co", "x.com", "www.linkedin.com", "out.reddit.com", "www.youtube.com",
        "com.facebook.katana", "com.twitter.android", "bn.quora.com",
    ],
    Kind.CHAT: [
        "web.whatsapp.com", "wa.me", "web.telegram.org", "t.me", "www.messenger.com",
        "l.messenger.com", "mail.google.com", "outlook.live.com", "mail.yahoo.com", "com.whatsapp",
        "org.telegram.messenger", "com.facebook.orca", "com.google.android.gm",
    ],
    Kind.OWN: ["own"],
    Kind.OTHER: [
        "example.com", "notgoogle.com", "google.example.com", "x.com.example.org", "mybing.com",
        "facebook.com.evil.example", "localhost", "192.0.2.7:8080", "[2001:db8::1]:80",
        "xn--45be7bc9b.example", "at.co", "fox.com",
    ],
    Kind.DIRECT: ["", " ", "https://facebook.com/", "a b", "নদী", "facebook.com/path", "\x00", "@"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "host"), [(kind, host) for kind, hosts in HOSTS.items() for host in hosts]
)
def test_kinds(kind, host):
    assert kind_of(host) is kind


PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile "


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (PHONE + "Safari/537.36", Kind.DIRECT),
        (PHONE + "Safari/537.36 [FB_IAB/FB4A;FBAV/460.0.0.0.0;]", Kind.SOCIAL),
        (PHONE + "[FB_IAB/Orca-Android;FBAV/450.0.0.0.0;]", Kind.CHAT),
        (PHONE + "Instagram 330.0.0.0 Android", Kind.SOCIAL),
        (PHONE + "GSA/15.2.37.28", Kind.SEARCH),
        ("", Kind.DIRECT),
    ],
)
def test_where_no_host_is_named_the_app_tells(agent, kind):
    assert kind_of("", agent) is kind
    assert kind_of("example.com", agent) is Kind.OTHER
    assert kind_of("own", agent) is Kind.OWN


@given(st.text(max_size=400), st.text(max_size=400))
def test_anything_is_some_kind(host, agent):
    assert kind_of(host, agent) in Kind


def test_endless_hosts_are_looked_at_in_part():
    assert kind_of("google." * 200_000) in Kind
    assert kind_of("a." * 500_000 + "google.com") in Kind
