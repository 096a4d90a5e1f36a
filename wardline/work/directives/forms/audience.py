"""Whom an order is for, issued or passed on, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm, LimitedFileField
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


class IssueForm(AudienceForm):
    """To whom, within how many hours they sign, and which order it replaces."""

    due_hours = forms.IntegerField(
        label=_("Sign within (hours)"), min_value=1, max_value=720
    )
    replaces = forms.ModelChoiceField(
        label=_("It replaces"),
        required=False,
        queryset=None,
        empty_label=_("none"),
        help_text=_("That one is recalled at the same moment; who had it is told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaces"]
        field.queryset = queries.replaceable(self.viewer)
        field.label_from_instance = lambda row: tags.tongue(row, "title")


class RecallForm(KeyedForm):
    """Why an order is taken back."""

    why = forms.CharField(label=_("Why it is recalled"), max_length=200)


class RelayForm(AudienceForm):
    """To whom below, with lines of one's own."""

    added_text = forms.CharField(
        label=_("Lines you add"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You may add to a directive, never take anything away."),
    )
    due_hours = forms.IntegerField(
        label=_("Sign within (hours)"), min_value=1, max_value=720, required=False
    )
    field_order = ("added_text",)

    def __init__(self, *args: Any, hours: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = self.fields["due_hours"]
        term.widget.attrs["placeholder"] = str(hours)
        term.help_text = _(
            "Left empty: %(hours)s hours, as the issuer set. A shorter term is yours "
            "to set, a longer one is not."
        ) % {"hours": hours}


class ProofForm(KeyedForm):
    """What was done, in words, and a photo or file that shows it."""

    text = forms.CharField(
        label=_("How it was carried out"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    file = LimitedFileField(
        label=_("Photo or file"),
        required=False,
        help_text=_("A photo, or a file of up to 20 MB."),
    )

    @property
    def told(self) -> dict[str, Any]:
        """Return the proof as the action takes it."""
        file = self.cleaned_data["file"]
        if file is not None:
            kind = file.content_type or ""
            file = {"name": file.name, "media_type": kind, "content": file.read()}
        return {"text": self.cleaned_data["text"], "file": file}
