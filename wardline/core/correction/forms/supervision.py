"""Where it lags: listed supervision week by week, and the look-back's draw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.tags import tongue
from wardline.core.correction.evidence import PhotoField
from wardline.core.correction.forms.fields import text


def _public_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason for the public"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Without anybody's name or state of health. If it is filled in, the place, "
            "this reason and the standard can be read by everybody; otherwise the "
            "listing stays internal."
        ),
    )


class ListingForm(KeyedForm):
    """Put a finding, or the place chosen, under listed supervision."""

    at = forms.ChoiceField(label=_("At which place"))
    reason = text(_("Why it is listed"), 2)
    standard = text(_("What must hold before it is taken off"), 2, required=False)
    public_reason = _public_reason()

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(p.code, f"{tongue(p, 'name')} {p.code}") for p in places]
        self.fields["at"].choices = named  # type: ignore[attr-defined]


class ListFindingForm(ListingForm):
    """The place is the finding's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["at"]


class ProgressForm(KeyedForm):
    """A week of listed supervision."""

    text = text(_("How far it has come this week"))
    photo = PhotoField()


class UnlistForm(KeyedForm):
    """What shows that the standard is met."""

    met = text(_("What shows that the standard is met"), 2)


class RewordForm(KeyedForm):
    """What the public reads of a listing."""

    public_reason = _public_reason()


class LookBackForm(KeyedForm):
    percent = forms.IntegerField(
        label=_("How many of a hundred"), min_value=1, max_value=100, initial=33
    )
    seed = forms.CharField(
        label=_("Seed"),
        max_length=64,
        help_text=_(
            "Numbers that everyone saw thrown, such as ten dice. With them anyone can "
            "draw again."
        ),
    )

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"share": given["percent"] / 100, "seed": given["seed"]}
