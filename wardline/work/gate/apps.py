from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "wardline.work.gate"
    label = "gate"

    def ready(self) -> None:
        """Teach the house the words of this room."""
        from wardline.work.gate import words  # noqa: F401
