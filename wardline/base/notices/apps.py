from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "wardline.base.notices"
    label = "notices"

    def ready(self) -> None:
        """Teach the house the words of this room."""
        from wardline.base.notices import words  # noqa: F401
