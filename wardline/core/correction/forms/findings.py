"""A finding: recorded, reported done, verified, given a later term, opened again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.tags import tongue
from wardline.core.correction import words
from wardline.core.correction.evidence import PhotoField, PhotosField
from wardline.core.correction.forms.fields import choices, scope_field, text


class FindingForm(KeyedForm):
    """Record a finding by hand."""

    at = forms.ChoiceField(label=_("At which place"))
    source = forms.ChoiceField(label=_("Where it came from"), choices=[])
    aspect = forms.ChoiceField(label=_("Aspect"), choices=choices(words.ASPECTS))
    fact = text(_("What falls short"))
    citation = forms.CharField(
        label=_("Which rule it breaks"), max_length=300, required=False
    )
    severity = forms.TypedChoiceField(
        label=_("How grave"), coerce=int, choices=choices(words.SEVERITIES)
    )
    scope = scope_field()
    photo = PhotoField()
    more_photos = PhotosField()
    mended = text(
        _("If it was put right on the spot: what was done"),
        2,
        required=False,
        help_text=_("Somebody else then verifies it. Leave it empty otherwise."),
    )
    proof = PhotoField(label=_("Photo of the repair on the spot"))

    @property
    def on_the_spot(self) -> bool:
        """Tell whether it was put right before the eyes of whoever found it."""
        given = self.cleaned_data
        return bool(given["mended"].strip() or given["proof"])

    @property
    def told(self) -> dict[str, Any]:
        spot = ("mended", "proof")
        given = super().told
        return {k: v for k, v in given.items() if self.on_the_spot or k not in spot}

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(p.code, f"{tongue(p, 'name')} {p.code}") for p in places]
        self.fields["at"].choices = named  # type: ignore[attr-defined]
        by_hand = {k: v for k, v in words.SOURCES.items() if k != "inspection"}
        self.fields["source"].choices = choices(by_hand)  # type: ignore[attr-defined]


class ExtendForm(KeyedForm):
    due_at = forms.DateTimeField(label=_("New term"))
    reason = forms.CharField(label=_("Why it takes longer"), max_length=200)


class DoneForm(KeyedForm):
    text = text(_("What was done"), required=False)
    photo = PhotoField(help_text=_("Show the mended thing itself."))
    more_photos = PhotosField()


class VerifyForm(KeyedForm):
    holds = forms.TypedChoiceField(
        label=_("What you have seen"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("It is mended: close it")),
            ("no", _("It is not mended: reopen it")),
        ],
    )
    note = text(
        _("What you saw"), 2, required=False, help_text=_("Needed when you reopen it.")
    )
    due_at = forms.DateTimeField(label=_("New term if it is reopened"), required=False)


class ReopenForm(KeyedForm):
    """Open a closed finding again."""

    reason = text(_("What came to be known since it was closed"), 2)
    due_at = forms.DateTimeField(label=_("New term"), required=False)
