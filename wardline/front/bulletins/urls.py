from django.urls import path

from wardline.front.bulletins.views import office, public

app_name = "bulletins"
urlpatterns = [
    path("", public.listed, name="listed"),
    path("check", public.check, name="check"),
    path("feed.atom", public.feed, name="feed"),
    path("figures/<str:code>", public.meaning, name="meaning"),
    path("supervision", public.supervision, name="supervision"),
    path("office/", office.index, name="index"),
    path("office/<int:pk>", office.edit, name="edit"),
    path("office/<int:pk>/publish", office.publish, name="publish"),
    path("<slug:slug>", public.show, name="show"),
    path("<slug:slug>/<int:number>", public.show, name="edition"),
]
