app_name = "correction"
urlpatterns = []
