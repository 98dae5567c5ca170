from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "kagoj.intake"
    label = "intake"
    verbose_name = "বাইরের লেখা"
    default_auto_field = "django.db.models.BigAutoField"
