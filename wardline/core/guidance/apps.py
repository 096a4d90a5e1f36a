from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "wardline.core.guidance"
    label = "guidance"

    def ready(self) -> None:
        from wardline.core.guidance import words  # noqa: F401
