from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "wardline.core.roster"
    label = "roster"

    def ready(self) -> None:
        """Teach the house the words of this room."""
        from wardline.core.roster import words  # noqa: F401
