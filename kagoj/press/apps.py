from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PressConfig(AppConfig):
    name = "kagoj.press"
    label = "press"
    verbose_name = "ছাপাখানা"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .indexes import make_indexes

        post_migrate.connect(make_indexes, sender=self)
