"""The command line: exit status 0 only on success, faults in one line, never a traceback."""

import sqlite3

import pytest
from django.db import OperationalError

from kagoj import __version__, cli
from kagoj.shelf import ShelfFull


@pytest.fixture
def kagoj(capsys, monkeypatch, tmp_path):
    """Runs a command in this process; gives its status, and what it said and complained of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAGOJ_DIR", str(tmp_path / "nowhere"))
    monkeypatch.delenv("KAGOJ_DEBUG", raising=False)

    def run(*arguments):
        try:
            status = cli.main([str(one) for one in arguments])
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_no_command_shows_what_there_is(kagoj):
    status, said, complained = kagoj()
    assert status == 2
    assert complained == ""
    for name in cli.COMMANDS:
        assert f"\n    {name} " in said


def test_the_version(kagoj):
    assert kagoj("--version") == (0, f"kagoj {__version__}\n", "")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help(kagoj, name):
    status, said, complained = kagoj(name, "--help")
    assert (status, complained) == (0, "")
    assert said.startswith(f"usage: kagoj {name}")


WRONG = {
    "unknown command": ["pirnt"],
    "unknown option": ["serve", "--prot", "8000"],
    "a port that is no number": ["serve", "--port", "eight"],
    "nothing to press": ["press"],
    "nothing to import": ["import"],
    "no file to import": ["import", "page"],
    "no number": ["article"],
    "no user": ["password"],
    "no folder": ["init"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_one_line_and_status_2(kagoj, arguments):
    status, said, complained = kagoj(*arguments)
    assert status == 2
    assert said == ""
    assert complained.count("\n") == 1
    assert complained.startswith("kagoj")
    assert "--help" in complained


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve"],
        ["press", "all"],
        ["press", "status"],
        ["article", "1"],
        ["password", "admin"],
        ["doctor"],
        ["export", "out"],
        ["import", "page", "page.txt"],
    ],
)
def test_without_a_paper_every_command_says_how_to_make_one(kagoj, tmp_path, arguments):
    status, said, complained = kagoj(*arguments)
    assert (status, said) == (1, "")
    assert complained.count("\n") == 1
    assert "there is no paper in" in complained
    assert "kagoj init" in complained
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_one_line(kagoj, tmp_path):
    (tmp_path / "kagoj.toml").write_text("prot = 8000")
    status, said, complained = kagoj("export", "out", "--dir", tmp_path)
    assert (status, said) == (1, "")
    assert complained.endswith("names a setting Kagoj does not know: prot.\n")


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (
            OperationalError("no such table:\n  news_article"),
            "the database cannot be used: no such table: news_article. See: kagoj doctor",
        ),
        (
            ShelfFull("the disk takes no more pages"),
            "the disk takes no more pages. See: kagoj doctor",
        ),
        (PermissionError(13, "Permission denied", "/srv/x"), "Permission denied: /srv/x"),
        (sqlite3.DatabaseError("file is not a database"), "the database cannot be used"),
        (KeyError("number"), "KeyError: 'number' (KAGOJ_DEBUG=1 shows where)"),
    ],
)
def test_a_fault_nobody_foresaw_is_one_line(kagoj, tmp_path, monkeypatch, fault, line):
    (tmp_path / "kagoj.toml").write_text("")

    def fails(options):
        raise fault

    monkeypatch.setattr("kagoj.commands.export.run", fails)
    status, said, complained = kagoj("export", "out", "--dir", tmp_path)
    assert (status, said) == (1, "")
    assert complained.count("\n") == 1
    assert complained.startswith(f"kagoj: {line}")
    monkeypatch.setenv("KAGOJ_DEBUG", "1")
    with pytest.raises(type(fault)):
        kagoj("export", "out", "--dir", tmp_path)
