"""Promises of the repository itself: who may import whom, what stands in it, what does not."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT.parent / "shared" / "seed" / "page.txt"
# Rooms that a reader's request may meet; and what they need besides the standard library.
WITHOUT_DJANGO = (
    "kagoj.bangla.normalise",
    "kagoj.bangla.calendar",
    "kagoj.env",
    "kagoj.shelf",
    "kagoj.search.searcher",
    "kagoj.audience.reads",
    "kagoj.audience.visitors",
    "kagoj.delivery.app",
    "kagoj.delivery.loop",
    "kagoj.delivery.wsgi",
    "kagoj.delivery.serve",
)
NEEDED = ("brotli", "_brotli", "zstandard", "tzdata")


def test_imports_point_one_way():
    # A process of its own: import-linter sets up logging anew, for everybody in its process.
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_the_readers_rooms_import_without_django_installed(tmp_path):
    """In an environment that holds Kagoj and what delivery needs, and no Django to import."""
    packages = Path(sysconfig.get_path("purelib"))
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in NEEDED:
        for found in [*packages.glob(name), *packages.glob(f"{name}.*")]:
            (bare / found.name).symlink_to(found)
    (bare / "kagoj").symlink_to(ROOT / "kagoj")
    program = (
        f"import sys; sys.path.insert(0, {str(bare)!r})\n"
        f"for name in {WITHOUT_DJANGO!r}: __import__(name)\n"
        "loaded = [m for m in sys.modules if m.split('.')[0] in ('django', 'wagtail')]\n"
        "assert not loaded, loaded\n"
        "try: import django\n"
        "except ModuleNotFoundError: print('no django here')\n"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "no django here", done.stderr


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_file_names_a_package_registry():
    hosts = "|".join(r"\.".join(part) for part in (("pypi", "org"), ("pythonhosted", "org"),
                                                    ("npmjs", "org"), ("deb", "debian", "org")))  # fmt: skip

    named = [str(file) for file, text in _texts() if re.search(hosts, text)]

    assert named == []


def test_nothing_of_the_seed_page_stands_in_the_repository():
    if not SEED.exists():
        pytest.skip("the page that the project grew from is not beside this checkout")
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines()]
    pieces = {
        sentence.strip()
        for line in lines
        for sentence in re.split(r"[।|]", line)
        if len(sentence.strip()) >= 30
    }
    assert len(pieces) > 10

    found = [(str(file), piece) for file, text in _texts() for piece in pieces if piece in text]

    assert found == []


def _texts():
    """Each tracked text file with its text."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        try:
            yield ROOT / name, (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
