"""The theme as a Django app."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings


class ThemeConfig(AppConfig):
    name = "kagoj.theme"
    label = "theme"
    verbose_name = "কাগজের চেহারা"

    def ready(self) -> None:
        from kagoj.theme import assets

        # A paper's own theme folder is the one whose templates Django finds before ours.
        engines: list[dict[str, Any]] = settings.TEMPLATES
        for engine in engines:
            for templates in engine.get("DIRS", []):
                assets.look_in(Path(templates).parent)
