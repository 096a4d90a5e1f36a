"""What is to be done: ordered once, of many findings at once, or by a sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.core.correction.forms.fields import post_label, text


class OrderForm(KeyedForm):
    what = text(_("What is to be done"))
    post = forms.ChoiceField(label=_("Who must do it"))
    due_at = forms.DateTimeField(label=_("By when"))

    def __init__(self, *args: Any, posts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        named = [(pk, post_label(post)) for pk, post in self.posts.items()]
        self.fields["post"].choices = named  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        return super().told | {"post": self.posts[self.cleaned_data["post"]]}


class BatchForm(KeyedForm):
    """The same order for each of many findings."""

    what = text(_("What is to be done"))
    due_at = forms.DateTimeField(label=_("By when"))


class SheetForm(KeyedForm):
    """A sheet of orders."""

    file = LimitedFileField(
        label=_("File"),
        kinds=(".xlsx", ".csv"),
        megabytes=5,
        help_text=_("Excel (.xlsx) or .csv, up to 5 MB. It is kept as it came."),
    )
