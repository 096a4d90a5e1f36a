from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "wardline.front.duty"
    label = "duty"

    def ready(self) -> None:
        from wardline.front.duty import words  # noqa: F401
