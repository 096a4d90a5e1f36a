from django.urls import path

from wardline.base.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.SignIn.as_view(), name="sign-in"),
    path("sign-out", views.SignOut.as_view(), name="sign-out"),
    path("password", views.NewPassword.as_view(), name="password"),
    path("act", views.act, name="act"),
]
