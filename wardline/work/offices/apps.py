from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "wardline.work.offices"
    label = "offices"
