from django.urls import path

from wardline.base.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:pk>/read", views.read, name="read"),
]
