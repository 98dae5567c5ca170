"""Exactly once, although the worker is killed at any moment."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("seed", range(2))
def test_figures_equal_what_was_noted(tmp_path, seed):
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("fold_and_die.py")),
            str(tmp_path / "newsroom.db"),
            str(tmp_path / "reads"),
            "25",
            str(seed),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["survivors"] == 0
    assert told["noted"] > 4_000
    assert told["counted"] == told["noted"]
    assert told["stories"] == 50
    assert told["files"] > 10
    assert told["files later"] == 0
