from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "wardline.core.roster"
    label = "roster"
