"""The routes of OpenRosa: with a key in the path, or with password or session."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from wardline.front.api.openrosa import forms
from wardline.front.api.openrosa.submission import submission

_ROUTES = [
    ("formList", forms.form_list, "openrosa-list"),
    ("forms/<int:pk>.xml", forms.form, "openrosa-form"),
    ("forms/<int:pk>/manifest", forms.manifest, "openrosa-manifest"),
    ("forms/<int:pk>/<str:name>", forms.media, "openrosa-media"),
    ("submission", submission, "openrosa-submission"),
]


def routes() -> list[URLPattern | URLResolver]:
    """Return every route, plain and with a key."""
    plain = [path(route, view, name=name) for route, view, name in _ROUTES]
    keyed = [path(route, view, name=f"key-{name}") for route, view, name in _ROUTES]
    return [path("key/<str:token>/", include(keyed)), *plain]
