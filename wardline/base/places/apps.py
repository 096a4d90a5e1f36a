from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "wardline.base.places"
    label = "places"
