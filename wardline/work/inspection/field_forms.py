"""What a person may type about forms, keys and submissions of the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.core.correction.forms import choices, post_label
from wardline.work.inspection import words


class XlsForm(KeyedForm):
    """A workbook of a form."""

    file = LimitedFileField(
        label=_("XLSForm"),
        kinds=(".xlsx",),
        megabytes=5,
        help_text=_(
            "An Excel workbook with the sheets survey, choices and settings, up to "
            "5 MB. It is shown to you first; devices see it once you open it."
        ),
    )

    @property
    def told(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        return {"name": file.name, "content": file.read()}


class KeyForm(KeyedForm):
    """Whose device is let in."""

    post = forms.ChoiceField(label=_("Who sends with this device"))
    label = forms.CharField(
        label=_("Name of the device"),
        max_length=80,
        help_text=_("So that you know it again when the key must be taken back."),
    )

    def __init__(self, *args: Any, posts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        named = [(pk, post_label(post)) for pk, post in self.posts.items()]
        self.fields["post"].choices = named  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        given = super().told
        return {"post": self.posts[given["post"]], "label": given["label"]}


class ReviewForm(KeyedForm):
    """An officer's word on a submission."""

    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=[(k, v) for k, v in words.REVIEWS.items() if k != "received"],
    )
    comment = forms.CharField(
        label=_("Comment"),
        max_length=500,
        required=False,
        help_text=_("Needed where something is wrong with it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ApplyForm(KeyedForm):
    """Apply what was held, with the clock of the device put right."""

    hours = forms.FloatField(
        label=_("Move its times by so many hours"),
        initial=0,
        min_value=-100_000,
        max_value=100_000,
        help_text=_("Minus 24 where the clock was a day ahead; 0 to leave them."),
    )


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=choices({**words.REVIEWS, "held": _("held, not applied")}, True),
    )
