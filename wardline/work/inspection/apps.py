from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "wardline.work.inspection"
    label = "inspection"

    def ready(self) -> None:
        from wardline.core.guidance import carriers
        from wardline.work.inspection import queries, words  # noqa: F401

        carriers.register(queries.carried)
