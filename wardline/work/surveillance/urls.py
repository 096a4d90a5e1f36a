from django.urls import path

from wardline.work.surveillance import views

app_name = "surveillance"
urlpatterns = [
    path("", views.index, name="index"),
    path("due/<str:on>/", views.due, name="due"),
    path("sign/<str:on>/", views.sign, name="sign"),
    path("sheet/<str:on>/", views.collect, name="collect"),
    path("sheet/<str:on>/template", views.template, name="template"),
    path("sheet/<str:on>/<str:sha256>", views.collected, name="collected"),
    path("places/<str:code>/", views.place, name="place"),
    path("history/", views.history, name="history"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/correct", views.correct, name="correct"),
    path("reports/<int:pk>/return", views.send_back, name="return"),
]
