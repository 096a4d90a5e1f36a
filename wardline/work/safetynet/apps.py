from django.apps import AppConfig


class SafetynetConfig(AppConfig):
    name = "wardline.work.safetynet"
    label = "safetynet"
