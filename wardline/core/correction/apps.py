from django.apps import AppConfig


class CorrectionConfig(AppConfig):
    name = "wardline.core.correction"
    label = "correction"
