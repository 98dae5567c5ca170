from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "kagoj.press"
    label = "press"
    verbose_name = "ছাপাখানা"
    default_auto_field = "django.db.models.BigAutoField"
