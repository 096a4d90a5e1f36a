from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "wardline.work.directives"
    label = "directives"
