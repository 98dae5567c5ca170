"""The wheel holds everything, and works away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    source = folder / "source"
    for name in filter(None, tracked):  # a clean copy: what only lies about is not in it
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(source)],
        check=True,
    )  # fmt: skip
    (made,) = folder.glob("kagoj-*.whl")
    return made


def test_the_wheel_holds_what_is_not_python(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    for needed in (
        "kagoj/theme/templates/pages/story.html",
        "kagoj/theme/static/fonts/kagoj-serif-bold.woff2",
        "kagoj/theme/static/fonts/OFL.txt",
        "kagoj/theme/static/js/kagoj.mjs",
        "kagoj/newsroom/locale/bn/LC_MESSAGES/django.mo",
        "kagoj/newsroom/templates/wagtailadmin/home.html",
        "kagoj/demo/paper.toml",
        "kagoj/py.typed",
    ):
        assert needed in names, needed
    assert sum(name.startswith("kagoj/demo/stories/") for name in names) >= 60
    assert sum(name.endswith(".jpg") and "/demo/pictures/" in name for name in names) >= 20
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_kagoj_installed_from_the_wheel_makes_a_paper_outside_the_repository(wheel, tmp_path):
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site),
         str(wheel)],
        check=True,
    )  # fmt: skip
    # The wheel's own package first, its dependencies from here, the repository nowhere.
    program = (
        f"import sys; sys.path[:0] = [{str(site)!r}, {sysconfig.get_path('purelib')!r}]\n"
        "import kagoj; assert kagoj.__file__.startswith(sys.path[0]), kagoj.__file__\n"
        "from kagoj.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KAGOJ_")}
    environment["PYTHONPATH"] = os.pathsep.join([str(site), sysconfig.get_path("purelib")])

    done = subprocess.run(
        [sys.executable, "-S", "-c", program, "init", str(tmp_path / "paper"), "--name", "ঘাট"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "password:" in done.stdout
    assert (tmp_path / "paper" / "data" / "shelf.db").exists()
