from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "wardline.core.guidance"
    label = "guidance"
