"""The library stands on the standard library alone."""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOM = Path(__file__).parents[2] / "kagoj/bangla"

# In an interpreter without site-packages: import every module, then name what was loaded.
PROGRAM = """
import importlib, sys, zoneinfo
root, zones, *modules = sys.argv[1:]
sys.path.append(root)
zoneinfo.reset_tzpath([*zoneinfo.TZPATH, zones])
for module in modules:
    importlib.import_module(f"kagoj.bangla.{module}")
from kagoj.bangla.dates import masthead_line
from datetime import date
assert masthead_line(date(2024, 5, 18)).startswith("শনিবার")
print(*{name.split(".")[0] for name in sys.modules})
"""


def test_it_imports_without_django_or_anything_else():
    files = [*ROOM.glob("*.py"), *(ROOM / "bijoy").glob("*.py")]
    modules = [
        ".".join(file.relative_to(ROOM).with_suffix("").parts)
        for file in files
        if file.stem != "__init__"
    ]
    assert len(modules) >= 10
    zones = Path(sysconfig.get_path("purelib"), "tzdata/zoneinfo")  # where the system has none
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROGRAM, str(ROOM.parents[1]), str(zones), *modules],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    # The interpreter's own build record, read by zoneinfo, has its platform in its name.
    loaded = {name for name in answer.stdout.split() if not name.startswith("_sysconfigdata")}
    assert "kagoj" in loaded
    assert loaded - sys.stdlib_module_names - {"kagoj", "__main__"} == set()
