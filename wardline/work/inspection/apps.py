from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "wardline.work.inspection"
    label = "inspection"
