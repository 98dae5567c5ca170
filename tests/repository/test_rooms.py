"""The readers' rooms in an environment of their own: a virtual environment without Django in it."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# All that pyproject.toml's list gives a machine that only answers readers.
NEEDED = ("brotli", "_brotli", "zstandard", "tzdata")
PROGRAM = """
import importlib, importlib.util, sys, zoneinfo
assert importlib.util.find_spec("django") is None
assert importlib.util.find_spec("wagtail") is None
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The python of a new environment that holds these packages and Kagoj."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    packages = Path(sysconfig.get_path("purelib"))
    for name in NEEDED:
        for found in [*packages.glob(name), *packages.glob(f"{name}.*")]:
            (site / found.name).symlink_to(found)
    (site / "kagoj").symlink_to(ROOT / "kagoj")
    return folder / "venv/bin/python"


def modules(room):
    files = (ROOT / "kagoj" / room).rglob("*.py")
    for file in files:
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__")


def test_every_module_of_the_readers_rooms_imports_without_django(bare):
    names = [name for room in ("bangla", "shelf", "search", "delivery") for name in modules(room)]
    names += ["kagoj.env", "kagoj.audience.reads", "kagoj.audience.visitors"]
    names += [
        "kagoj.theme.assets",
        "kagoj.commands.delivery",
    ]  # what the process itself begins with
    assert len(names) > 40
    done = subprocess.run(
        [bare, "-I", "-c", PROGRAM, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {"kagoj", "brotli"} <= set(done.stdout.split())


def test_that_environment_answers_a_reader(bare, demo_template):
    """A real page of the demo paper: no Django on the whole machine."""
    program = (
        "import sys; from pathlib import Path\n"
        "from kagoj.delivery.app import Delivery\n"
        "from kagoj.delivery.request import Request\n"
        "answer = Delivery(Path(sys.argv[1])).answer(Request('GET', '/'))\n"
        "sys.stdout.buffer.write(answer.body)\n"
    )
    done = subprocess.run(
        [bare, "-I", "-c", program, demo_template.data], capture_output=True, check=False
    )
    assert "দৈনিক নদীপার".encode() in done.stdout, done.stderr
