from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "wardline.front.desk"
    label = "desk"
