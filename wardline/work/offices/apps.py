from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "wardline.work.offices"
    label = "offices"

    def ready(self) -> None:
        from wardline.work.offices import words  # noqa: F401
