from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "kagoj.newsroom"
    label = "newsroom"
    verbose_name = "বার্তাকক্ষ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import digits, proofing, signals, taking_digits, tree, wording  # noqa: F401

        wording.give_names()
        digits.give_digits()
        taking_digits.take_digits()
        tree.walk_along_paths()
        proofing.listen()
