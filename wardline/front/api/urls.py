from django.urls import include, path

from wardline.front.api.figures import api
from wardline.front.api.health import healthz
from wardline.front.api.openrosa.urls import routes

app_name = "service"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", api.urls),
    path("openrosa/", include(routes())),
]
