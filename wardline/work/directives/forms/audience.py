"""Whom an order is for, issued or passed on, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives import queries


class AudienceForm(KeyedForm):
    """Whom it is for: levels, and places by name; nothing chosen means everyone."""

    depths = forms.MultipleChoiceField(
        label=_("Levels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for everyone below."),
    )
    to = forms.CharField(
        label=_("Or only these places"),
        required=False,
        max_length=2000,
        help_text=_("Codes of places below yours, with blanks between."),
    )

    def __init__(
        self, *args: Any, viewer: Any, at: str, own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.at, self.own = viewer, at, own
        self.fields["depths"].choices = [
            (str(tier.depth), tags.tongue(tier, "name"))
            for tier in queries.levels(viewer, at, own=own)
        ]

    def clean_to(self) -> list[str]:
        """Read the codes; name those that are no open place below."""
        wanted = self.cleaned_data["to"].replace("，", " ").replace(",", " ").split()
        found = queries.addressed(self.viewer, self.at, wanted, own=self.own)
        known = set(found.values_list("code", flat=True)) if wanted else set()
        if unknown := [code for code in wanted if code not in known]:
            raise ValidationError(
                _("No open place below yours has the code %(codes)s."),
                params={"codes": ", ".join(unknown)},
            )
        return wanted

    def clean_depths(self) -> list[int]:
        """Return the levels as numbers."""
        return [int(depth) for depth in self.cleaned_data["depths"]]

    @property
    def told(self) -> dict[str, Any]:
        """Return what the action is told: everything but the key."""
        told = dict(self.cleaned_data)
        told.pop("key")
        return told


class IssueForm(AudienceForm):
    """To whom, and within how many hours they sign."""

    due_hours = forms.IntegerField(
        label=_("Sign within (hours)"), min_value=1, max_value=720
    )


class RelayForm(AudienceForm):
    """To whom below, with lines of one's own."""

    added_text = forms.CharField(
        label=_("Lines you add"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You may add to a directive, never take anything away."),
    )
    field_order = ("added_text",)


class DoneForm(KeyedForm):
    """What was done, in a line."""

    text = forms.CharField(
        label=_("How it was carried out"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
