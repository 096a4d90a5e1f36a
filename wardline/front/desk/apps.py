from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "wardline.front.desk"
    label = "desk"

    def ready(self):
        from wardline.front.desk import words  # noqa: F401
