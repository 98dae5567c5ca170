"""The newsroom's process: Granian before Django."""

from __future__ import annotations

import os

from kagoj import env

from . import roof


def main() -> None:
    roof.end_with_it()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kagoj.config.settings")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    settings = env.load()
    Granian(
        "kagoj.config.wsgi:application",
        address=settings.host,
        port=settings.newsroom_port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=3,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main()
