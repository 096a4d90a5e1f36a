from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "wardline.work.gate"
    label = "gate"
