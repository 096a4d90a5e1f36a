from django.urls import path

from wardline.base.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.index, name="index"),
    path("files/<str:sha256>", views.attachment, name="attachment"),
]
