"""Invented content for the style page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm, LimitedFileField


class SampleForm(KeyedForm):
    name = forms.CharField(
        label=_("Full name"), help_text=_("As it stands on the identity card.")
    )
    sampled_on = forms.DateField(label=_("Sampled on"))
    warm = forms.DecimalField(
        label=_("Body temperature"), min_value=30, max_value=45, decimal_places=1
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        widget=forms.RadioSelect,
        choices=[
            ("negative", _("Negative")),
            ("positive", _("Positive")),
            ("pending", _("Not yet known")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind of institution"),
        choices=[
            ("elder", _("Home for older people")),
            ("child", _("Children's home")),
        ],
    )
    note = forms.CharField(
        label=_("Remarks"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    photo = LimitedFileField(
        label=_("Photo"), kinds=(".jpg", ".png"), megabytes=5, required=False
    )
    agreed = forms.BooleanField(label=_("I have seen this with my own eyes."))


def tiles() -> list[dict[str, Any]]:
    """A small invented province of eight places."""
    states = ["ok", "ok", "late", "ok", "alarm", "wait", "neutral", "ok"]
    return [
        {
            "name": _("Place %(number)s") % {"number": number + 1},
            "value": None if state == "neutral" else f"{90 + number}%",
            "share": None if state == "neutral" else (90 + number) / 100,
            "state": state,
            "row": number // 4,
            "col": number % 4,
            "url": "#tiles",
        }
        for number, state in enumerate(states)
    ]
