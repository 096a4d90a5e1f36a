from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "wardline.front.duty"
    label = "duty"
