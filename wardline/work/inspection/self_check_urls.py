from django.urls import path

from wardline.work.inspection.views import self_checks

app_name = "self_check"
urlpatterns = [
    path("", self_checks.index, name="index"),
    path("answer", self_checks.answer, name="answer"),
    path("differences/", self_checks.differences, name="differences"),
    path("differences/overlooked/", self_checks.overlooked, name="overlooked"),
    path("<int:pk>/", self_checks.show, name="show"),
    path("<int:pk>/<str:code>/finding", self_checks.find, name="find"),
]
