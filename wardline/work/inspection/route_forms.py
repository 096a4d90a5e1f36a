"""What a person may type of a road: a drive that was made."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm


class DriveForm(KeyedForm):
    """A pair of places, and what lies between them."""

    one = forms.CharField(
        label=_("From: code of the home or area"),
        max_length=40,
        help_text=_(
            "Between two areas, or within one, its speed counts for all homes."
        ),
    )
    other = forms.CharField(label=_("To: code of the home or area"), max_length=40)
    km = forms.FloatField(label=_("Kilometres"), min_value=0.1, max_value=3000)
    minutes = forms.IntegerField(
        label=_("Minutes of driving"), min_value=1, max_value=3000
    )

    def clean_one(self) -> str:
        """Read the code without what stands around it."""
        return str(self.cleaned_data["one"]).strip()

    def clean_other(self) -> str:
        """Read the code without what stands around it."""
        return str(self.cleaned_data["other"]).strip()
