"""Workbooks of places with those who answer there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wardline.base.ui import tags


def headings() -> list[Any]:
    """Return the headings of a workbook of places with those who answer there."""
    return [_("Code"), _("Office or institution"), _("Who answers"), _("Telephone")]


def cells(place: Any, named: Any) -> list[Any]:
    """Return the cells below those headings."""
    return [
        *(place.code, tags.tongue(place, "name")),
        "、".join(post.user.name for post in named),
        "、".join(post.user.phone for post in named),
    ]
