from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "kagoj.news"
    label = "news"
    verbose_name = "সংবাদ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .avif import hasten
        from .text_of_others import take_in

        hasten()
        take_in()
