from django.urls import path

from wardline.core.correction import views

app_name = "correction"
urlpatterns = [
    path("", views.index, name="index"),
    path("findings/", views.findings, name="findings"),
    path("findings/new", views.new_finding, name="new-finding"),
    path("findings/batch", views.batch, name="batch"),
    path("findings/orders.xlsx", views.sheet, name="sheet"),
    path("findings/orders/", views.sheets, name="sheets"),
    path("findings/orders/<slug:sha256>/", views.order_sheet, name="order-sheet"),
    path("findings/orders/<slug:sha256>/give", views.give_sheet, name="give-sheet"),
    path("findings/<int:pk>/", views.finding, name="finding"),
    path("findings/<int:pk>/order", views.order, name="order"),
    path("findings/<int:pk>/extend", views.extend, name="extend"),
    path("findings/<int:pk>/done", views.report_done, name="report-done"),
    path("findings/<int:pk>/verify", views.verify, name="verify"),
    path("findings/<int:pk>/reopen", views.reopen, name="reopen"),
    path("findings/<int:pk>/list", views.list_finding, name="list-finding"),
    path("course/", views.course, name="course"),
    path("places/", views.places, name="places"),
    path("supervision/", views.listings, name="listings"),
    path("supervision/<int:pk>/", views.listing, name="listing"),
    path("supervision/<int:pk>/report", views.report_listed, name="report-listed"),
    path("supervision/<int:pk>/off", views.unlist, name="unlist"),
    path("supervision/<int:pk>/words", views.reword_listing, name="reword-listing"),
    path("look-back/", views.lookbacks, name="lookbacks"),
    path("look-back/<int:pk>/", views.lookback, name="lookback"),
]
