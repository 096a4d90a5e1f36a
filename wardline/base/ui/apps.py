"""Registers the one visual language as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wardline.base.ui"
    label = "ui"
