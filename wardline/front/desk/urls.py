from django.urls import path

from wardline.front.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("place/<str:code>", views.place, name="place"),
]
