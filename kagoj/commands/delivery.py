"""Delivery's process, with a paper's settings. Loads neither Django nor the database."""

from __future__ import annotations

from kagoj import env
from kagoj.delivery.serve import run
from kagoj.theme.assets import first_script_hash, look_in

from . import roof


def main() -> None:
    settings = env.load()
    look_in(settings.folder / "theme")
    run(
        settings.data,
        static=[settings.static],
        media=settings.media,
        reads=settings.reads,
        host=settings.host,
        port=settings.port,
        workers=settings.delivery_workers,
        behind_proxy=settings.behind_proxy,
        inline_scripts=[first_script_hash()],
        goes_on=roof.stands(),
    )


if __name__ == "__main__":
    main()
