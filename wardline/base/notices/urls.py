from django.urls import path

from wardline.base.notices.views import channels, deliveries, inbox

app_name = "notices"
urlpatterns = [
    path("", inbox.index, name="index"),
    path("<uuid:pk>/read", inbox.read, name="read"),
    path("channels", channels.index, name="channels"),
    path("channels/new", channels.new, name="new-channel"),
    path("channels/<int:pk>", channels.channel, name="channel"),
    path("channels/<int:pk>/try", channels.attempt, name="try"),
    path("deliveries", deliveries.index, name="deliveries"),
    path("deliveries/<uuid:pk>/again", deliveries.again, name="again"),
]
