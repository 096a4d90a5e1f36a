from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "wardline.front.bulletins"
    label = "bulletins"
