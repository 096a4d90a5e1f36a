from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "wardline.work.inspection"
    label = "inspection"

    def ready(self) -> None:
        from wardline.work.inspection import words  # noqa: F401
