from django.apps import AppConfig


class SurveillanceConfig(AppConfig):
    name = "wardline.work.surveillance"
    label = "surveillance"

    def ready(self) -> None:
        from wardline.core.correction import signs
        from wardline.core.roster import reported
        from wardline.work.surveillance import queries, words  # noqa: F401

        signs.register("doubtful", queries.doubtful)
        signs.register("outbreak", queries.outbreaks)
        reported.register(queries.heads_reported)
