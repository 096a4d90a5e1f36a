from django.urls import path

from wardline.front.api.figures import api
from wardline.front.api.health import healthz

app_name = "service"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", api.urls),
]
