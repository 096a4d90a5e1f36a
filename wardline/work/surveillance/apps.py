from django.apps import AppConfig


class SurveillanceConfig(AppConfig):
    name = "wardline.work.surveillance"
    label = "surveillance"

    def ready(self) -> None:
        from wardline.work.surveillance import words  # noqa: F401
