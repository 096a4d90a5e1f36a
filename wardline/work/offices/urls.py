from django.urls import path

from wardline.work.offices import views

app_name = "offices"
urlpatterns = [
    path("", views.index, name="index"),
    path("gaps/", views.gaps, name="gaps"),
    path("posts/", views.posts, name="posts"),
    path("posts/<int:pk>/end", views.end, name="end"),
    path("posts/<int:pk>/hand-over", views.hand_over, name="hand-over"),
    path("covering/", views.covering, name="covering"),
    path("covering/<int:pk>/take-back", views.take_back, name="take-back"),
    path("open", views.open_institution, name="open"),
    path("places/<str:code>/", views.place, name="place"),
    path("places/<str:code>/appoint", views.appoint, name="appoint"),
]
