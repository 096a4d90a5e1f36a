from django.urls import path

from wardline.work.directives.views import (
    chasing,
    directives,
    meetings,
    obligations,
    receipts,
)

app_name = "directives"
urlpatterns = [
    path("", directives.index, name="index"),
    path("take-in", directives.take_in, name="take-in"),
    path("<int:pk>", receipts.show, name="show"),
    path("<int:pk>/check", directives.check, name="check"),
    path("<int:pk>/set-aside", directives.set_aside, name="set-aside"),
    path("<int:pk>/original", directives.original, name="original"),
    path("<int:pk>/issue", directives.issue, name="issue"),
    path("<int:pk>/recall", directives.recall, name="recall"),
    path("<int:pk>/missing", receipts.missing, name="missing"),
    path("<int:pk>/remind", chasing.remind, name="remind"),
    path("<int:pk>/obligations", obligations.index, name="obligations"),
    path("obligations/<int:pk>", obligations.show, name="obligation"),
    path(
        "relays/<int:pk>/obligations/<int:obligation>",
        obligations.fulfil,
        name="fulfil",
    ),
    path("relays/<int:pk>/receive", receipts.receive, name="receive"),
    path("relays/<int:pk>/read", receipts.read, name="read"),
    path("relays/<int:pk>/done", receipts.done, name="done"),
    path("relays/<int:pk>/pass-on", receipts.pass_on, name="pass-on"),
    path("meetings", meetings.index, name="meetings"),
    path("meetings/call", meetings.call, name="call"),
    path("meetings/<int:pk>", meetings.show, name="meeting"),
    path("meetings/<int:pk>/calendar", meetings.calendar, name="calendar"),
    path("meetings/<int:pk>/excuse", meetings.excuse, name="excuse"),
    path("meetings/<int:pk>/minutes", meetings.minutes, name="minutes"),
    path("m", meetings.by_code, name="by-code"),
    path("m/<str:code>", meetings.by_link, name="by-link"),
]
