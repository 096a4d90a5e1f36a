from django.apps import AppConfig


class SafetynetConfig(AppConfig):
    name = "wardline.work.safetynet"
    label = "safetynet"

    def ready(self) -> None:
        from wardline.work.safetynet import words  # noqa: F401
