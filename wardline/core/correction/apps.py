from django.apps import AppConfig


class CorrectionConfig(AppConfig):
    name = "wardline.core.correction"
    label = "correction"

    def ready(self) -> None:
        from wardline.core.correction import words  # noqa: F401
