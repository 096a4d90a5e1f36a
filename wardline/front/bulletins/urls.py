from django.urls import path

from wardline.front.bulletins.views import draws, office, public

app_name = "bulletins"
urlpatterns = [
    path("", public.listed, name="listed"),
    path("check", public.check, name="check"),
    path("feed.atom", public.feed, name="feed"),
    path("figures/<str:code>", public.meaning, name="meaning"),
    path("supervision", public.supervision, name="supervision"),
    path("draws/", draws.draws, name="draws"),
    path("draws/<slug:code>", draws.draw, name="draw"),
    path("draws/<slug:code>.json", draws.draw_file, name="draw-file"),
    path("office/", office.index, name="index"),
    path("office/<int:pk>", office.edit, name="edit"),
    path("office/<int:pk>/publish", office.publish, name="publish"),
    path("<slug:slug>", public.show, name="show"),
    path("<slug:slug>/<int:number>", public.show, name="edition"),
]
