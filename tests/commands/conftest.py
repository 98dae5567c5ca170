"""Commands run in this process, on the small paper of the test."""

import pytest

from kagoj import cli


@pytest.fixture
def command(paper, capsys, monkeypatch):
    """Runs a command on the paper in the database; gives its status, what it said, its complaint."""
    folder = paper.data.parent
    (folder / "kagoj.toml").write_text("")
    monkeypatch.setenv("KAGOJ_DIR", str(folder))
    monkeypatch.delenv("KAGOJ_DEBUG", raising=False)

    def run(*arguments):
        capsys.readouterr()
        try:
            status = cli.main([*map(str, arguments), "--dir", str(folder)])
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run
