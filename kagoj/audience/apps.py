"""Django's entry for the room."""

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "kagoj.audience"
    label = "audience"
    verbose_name = "পাঠক"
    default_auto_field = "django.db.models.BigAutoField"
