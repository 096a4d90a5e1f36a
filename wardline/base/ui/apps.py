"""Registers the one visual language as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wardline.base.ui"
    label = "ui"

    def ready(self) -> None:
        """Teach the house the words of tables that are taken in."""
        from wardline.base.ui import words  # noqa: F401
