from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wardline.base.accounts"
    label = "accounts"
