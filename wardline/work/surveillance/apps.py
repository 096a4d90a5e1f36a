from django.apps import AppConfig


class SurveillanceConfig(AppConfig):
    name = "wardline.work.surveillance"
    label = "surveillance"
