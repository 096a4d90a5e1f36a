from django.urls import path

from wardline.work.safetynet.views import campaigns, gaps, lists

app_name = "safetynet"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("progress", campaigns.report, name="report"),
    path("lists/", lists.index, name="lists"),
    path("lists/new", lists.take_in, name="take_in"),
    path("lists/template", lists.template, name="template"),
    path("lists/<int:pk>/", lists.source, name="list"),
    path("lists/<int:pk>/faults", lists.faults, name="faults"),
    path("compare", lists.compare, name="compare"),
    path("comparisons/<int:pk>/", lists.comparison, name="comparison"),
    path("gaps/", gaps.index, name="gaps"),
    path("gaps/<int:pk>/", gaps.gap, name="gap"),
    path("over/", gaps.over, name="over"),
]
