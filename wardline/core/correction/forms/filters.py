"""Which findings, places and groupings a list shows; these change nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.core.correction import queries, words
from wardline.core.correction.forms.fields import ANY, choices


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), choices=choices(words.STATES, True), required=False
    )
    source = forms.ChoiceField(
        label=_("Where it came from"),
        choices=choices(words.SOURCES, True),
        required=False,
    )
    aspect = forms.ChoiceField(
        label=_("Aspect"), choices=choices(words.ASPECTS, True), required=False
    )


class PlacesForm(forms.Form):
    """Which place, and within how many days the same counts as found again."""

    DAYS = 30

    at = forms.ChoiceField(label=_("Under the division"), required=False)
    days = forms.IntegerField(
        label=_("Found again within so many days"),
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput(attrs={"placeholder": DAYS}),
        required=False,
    )

    def __init__(self, *args: Any, viewer: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [ANY, *queries.divisions(viewer)]
        self.fields["at"].choices = named  # type: ignore[attr-defined]

    def asked(self, at: str) -> tuple[str, str, int]:
        """Return place, grouping and days; what cannot be read was not said."""
        self.is_valid()
        given = self.cleaned_data
        return (
            given.get("at") or at,
            given.get("by") or queries.GROUPS[0],
            given.get("days") or self.DAYS,
        )


class CourseForm(PlacesForm):
    by = forms.ChoiceField(
        label=_("Grouped by"),
        required=False,
        choices=[
            ("severity", _("How grave")),
            ("aspect", _("Aspect")),
            ("place", _("Place of the finding")),
            ("source", _("Where it came from")),
        ],
    )
