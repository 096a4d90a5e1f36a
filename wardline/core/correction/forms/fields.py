"""What the forms of the room share: choices, texts, and the deed of a good form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.base.ui.tags import tongue
from wardline.core.correction import words

ANY = ("", _("all"))


def choices(texts: dict[str, Any], any_: bool = False) -> list[tuple[str, Any]]:
    """Return the choices of a field, with "all" first where it filters."""
    return ([ANY] if any_ else []) + list(texts.items())


def scope_field() -> forms.TypedChoiceField:
    """Ask how far a finding reaches; where nobody says, it is one spot."""
    return forms.TypedChoiceField(
        label=_("How far it reaches"),
        choices=choices(words.SCOPES),
        required=False,
        empty_value="isolated",
    )


def text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=2000, **more)


def post_label(post: Post) -> str:
    """Name a post so that its holder is known: person, title, place."""
    title = tongue(post, "title") or str(post.role.label)
    name = post.user.name if post.user else ""
    return f"{name} · {title} · {tongue(post.place, 'name')}"
