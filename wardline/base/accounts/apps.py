from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wardline.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        from wardline.base.accounts import words  # noqa: F401
