"""Where everything is: one line for each room."""

from django.urls import include, path

urlpatterns = [
    # devices come most often: three short looks for everybody else
    path("", include("wardline.front.api.urls")),
    path("", include("wardline.front.desk.urls")),
    path("", include("wardline.base.accounts.urls")),
    path("", include("wardline.base.ui.urls")),
    path("notices/", include("wardline.base.notices.urls")),
    path("ledger/", include("wardline.base.ledger.urls")),
    path("directives/", include("wardline.work.directives.urls")),
    path("guidance/", include("wardline.core.guidance.urls")),
    path("gate/", include("wardline.work.gate.urls")),
    path("roster/", include("wardline.core.roster.urls")),
    path("watch/", include("wardline.work.surveillance.urls")),
    path("inspection/", include("wardline.work.inspection.urls")),
    path("self-check/", include("wardline.work.inspection.self_check_urls")),
    path("correction/", include("wardline.core.correction.urls")),
    path("cover/", include("wardline.work.safetynet.urls")),
    path("offices/", include("wardline.work.offices.urls")),
    path("bulletins/", include("wardline.front.bulletins.urls")),
]
