"""A paper's settings: the file, the environment over it, and what is wrong said in one sentence."""

import pytest

from kagoj import env
from kagoj.commands.init import settings_file


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Settings of a paper whose kagoj.toml holds this text, in a clean environment."""
    for setting in env.SETTINGS:
        monkeypatch.delenv(setting.env, raising=False)

    def loaded(text=None, **variables):
        if text is not None:
            (tmp_path / env.FILE).write_text(text, "utf-8")
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return env.load(tmp_path)

    return loaded


def test_a_paper_without_a_file_has_the_defaults(load, tmp_path):
    settings = load()
    assert (settings.port, settings.newsroom_port) == (8000, 8001)
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.data == tmp_path / "data"
    assert settings.media == tmp_path / "data" / "media"
    assert not settings.debug


def test_the_file_decides(load, tmp_path):
    settings = load(
        'address = "https://nodi.example/"\nport = 9000\nbehind_proxy = true\ndata = "/srv/nodi"\n'
    )
    assert settings.address == "https://nodi.example"
    assert settings.port == 9000
    assert settings.behind_proxy is True
    assert str(settings.data) == "/srv/nodi"


def test_the_environment_wins_over_the_file(load):
    settings = load(
        'port = 9000\ndatabase_url = "postgres://a/b"\n',
        KAGOJ_PORT="9100",
        DATABASE_URL="",
        KAGOJ_BEHIND_PROXY="on",
    )
    assert settings.port == 9100
    assert settings.database_url == ""
    assert settings.behind_proxy is True


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = 8000\nport = 9000", "cannot be read"),
        ('address = "https', "cannot be read"),
        ("prot = 8000", "does not know: prot"),
        ("[readers]\nport = 8000", "does not know: readers"),
        ('port = "8000"', "port must be a whole number, not '8000'"),
        ("port = 80.5", "port must be a whole number"),
        ("port = true", "port must be a whole number"),
        ("behind_proxy = 1", "behind_proxy must be true or false"),
        ("address = 80", "address must be text in quotes"),
        ("port = 0", "port must be a port between 1 and 65535"),
        ("newsroom_port = 70000", "newsroom_port must be a port"),
        ("port = 8001", "must differ"),
        ("delivery_workers = 0", "delivery_workers must be between"),
        ("delivery_workers = 100000", "delivery_workers must be between"),
        ('address = "nodi.example"', "address must be an address like https://"),
        ('address = "ftp://nodi.example"', "address must be an address"),
        ('address = "https://"', "address must be an address"),
        ('address = "https://nodi.example/khobor"', "without a path"),
        ('newsroom_address = "https://nodi.example:port"', "newsroom_address must be an address"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(load, text, says):
    with pytest.raises(env.WrongSetting) as told:
        load(text)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("variable", "text", "says"),
    [
        ("KAGOJ_PORT", "eight", "KAGOJ_PORT must be a whole number, not 'eight'"),
        ("KAGOJ_PORT", "", "KAGOJ_PORT must be a whole number"),
        ("KAGOJ_DEBUG", "perhaps", "KAGOJ_DEBUG must be true or false"),
        ("KAGOJ_ADDRESS", "nodi", "address must be an address"),
    ],
)
def test_what_is_wrong_in_the_environment_is_named_too(load, variable, text, says):
    with pytest.raises(env.WrongSetting) as told:
        load(**{variable: text})
    assert says in str(told.value)


def test_a_file_that_is_no_text_or_cannot_be_opened(load, tmp_path):
    (tmp_path / env.FILE).write_bytes(b"port = \xff\xfe")
    with pytest.raises(env.WrongSetting, match="cannot be read"):
        load()
    (tmp_path / env.FILE).unlink()
    (tmp_path / env.FILE).mkdir()
    with pytest.raises(env.WrongSetting, match="cannot be read"):
        load()


def test_the_file_that_init_writes_holds_every_setting_and_changes_none(load):
    text = settings_file({})
    assert load(text) == load("")
    # With every line's # taken away it is still right, and says the same.
    lines = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    assert load("\n".join(lines)) == load("")
    assert all(f"\n# {setting.name} = " in text for setting in env.SETTINGS)


def test_what_init_was_given_stands_in_the_file(load, monkeypatch):
    given = {
        "DATABASE_URL": "postgres://কাগজ:a%22b\\@h/paper",
        "KAGOJ_PORT": "8100",
        "KAGOJ_BEHIND_PROXY": "yes",
    }
    before = load("", **given)
    text = settings_file(env.given())
    for name in given:
        monkeypatch.delenv(name)
    assert load(text) == before
    assert (before.port, before.behind_proxy) == (8100, True)


def test_caches_in_front_are_named_by_address(load):
    settings = load(
        'purge = "varnish://127.0.0.1:6081  nginx://[::1]:8002 varnish://127.0.0.1:6081"'
    )
    assert settings.caches == ("varnish://127.0.0.1:6081", "nginx://[::1]:8002")
    assert load("", KAGOJ_PURGE="fastly://SU1", KAGOJ_PURGE_TOKEN="t").caches == ("fastly://SU1",)
    assert load("", KAGOJ_PURGE="").caches == ()


@pytest.mark.parametrize(
    ("purge", "says"),
    [
        ("127.0.0.1:6081", "must name caches like"),
        ("squid://127.0.0.1:3128", "one of nginx, varnish"),
        ("varnish://127.0.0.1", "must name caches like"),
        ("varnish://127.0.0.1:6081/x", "must name caches like"),
        ("fastly://a/b", "must name caches like fastly://SERVICE"),
        ("cloudflare://zone", "wants purge_token"),
    ],
)
def test_a_cache_that_cannot_be_told_is_refused(load, purge, says):
    with pytest.raises(env.WrongSetting, match=says):
        load(f'purge = "{purge}"')
