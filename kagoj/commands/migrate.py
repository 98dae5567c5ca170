"""Brings a paper's database up to this version of Kagoj."""

from __future__ import annotations

import os
import sys


def migrate() -> None:
    """Make or change the tables; does nothing when they are right already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


if __name__ == "__main__":
    try:
        migrate()
    except Exception as error:  # noqa: BLE001 (the last line is what `kagoj serve` shows)
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
