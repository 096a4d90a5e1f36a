from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "wardline.base.notices"
    label = "notices"
