from django.urls import path

from wardline.core.guidance import views

app_name = "guidance"
urlpatterns = [
    path("", views.index, name="index"),
    path("documents/", views.documents, name="documents"),
    path("documents/new", views.new_document, name="new-document"),
    path("documents/<str:code>/", views.document, name="document"),
    path("documents/<str:at>/<str:code>/", views.document, name="document"),
    path("measures/new", views.new_measure, name="new-measure"),
    path("levels/", views.levels, name="levels"),
    path("levels/new", views.new_level, name="new-level"),
    path("holds/new", views.new_hold, name="new-hold"),
    path("holds/<int:pk>/withdraw", views.withdraw, name="withdraw"),
]
