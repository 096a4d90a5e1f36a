"""The style page and the switch of languages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from wardline.base.ui import views

app_name = "ui"
urlpatterns = [
    path("look/", views.look, name="look"),
    path("language", login_not_required(set_language), name="language"),
]
