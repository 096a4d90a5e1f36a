from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "wardline.work.directives"
    label = "directives"

    def ready(self) -> None:
        """Teach the house the words of this room."""
        from wardline.work.directives import words  # noqa: F401
