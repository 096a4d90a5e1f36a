"""What a person types: the day's numbers, a correction, a reason, a search."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.base.places.models import Place
from wardline.base.ui import wording
from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.work.surveillance import queries
from wardline.work.surveillance.judging import Prefill
from wardline.work.surveillance.words import NUMBERS

_MOST = 100_000


def _number(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=_MOST, initial=0, widget=widget
    )


class NumbersForm(KeyedForm):
    """The ten numbers, and a remark."""

    unchanged = True

    residents = _number(NUMBERS["residents"])
    workers = _number(NUMBERS["workers"])
    came_in = _number(NUMBERS["came_in"])
    went_out = _number(NUMBERS["went_out"])
    isolating = _number(NUMBERS["isolating"])
    feverish = _number(NUMBERS["feverish"])
    tested = _number(NUMBERS["tested"])
    positive = _number(NUMBERS["positive"])
    in_hospital = _number(NUMBERS["in_hospital"])
    deaths = _number(NUMBERS["deaths"])
    note = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why_not = forms.CharField(
        label=_("Why the heads do not balance"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def values(self) -> dict[str, int]:
        """Return the numbers once the form is valid."""
        return {name: self.cleaned_data[name] for name in NUMBERS}


class ReportForm(NumbersForm):
    """The day's report, as the system has put it; ``seen`` goes with it, signed, so
    that signing asks nothing twice."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Post, place: Place, on: date) -> None:
        super().__init__(*args)
        self._salt = f"surveillance.seen|{place.code}|{on.isoformat()}"
        self.put = self._carried() or queries.prefill(viewer, place, on)
        if not self.is_bound:
            carried = signing.dumps(self.put.as_plain(), salt=self._salt, compress=True)
            self.initial = self.put.values | {"seen": carried}

    def _carried(self) -> Prefill | None:
        if not self.is_bound:
            return None
        try:
            plain = signing.loads(self.data.get("seen", ""), salt=self._salt)
        except signing.BadSignature:
            return None
        return Prefill.from_plain(plain)

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Return each number's input, and where the system took it from."""
        sources = self.put.sources
        return [(self[name], wording.say(sources.get(name, ""))) for name in NUMBERS]


class CorrectionForm(NumbersForm):
    """Other numbers for a signed day, and why."""

    why_not = forms.CharField(
        label=_("Why the numbers change"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Return each number's input."""
        return [(self[name], "") for name in NUMBERS]


class ReturnForm(KeyedForm):
    """Why a report goes back."""

    reason = forms.CharField(
        label=_("What is to be put right"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CollectForm(KeyedForm):
    """A sheet of many institutions' reports."""

    file = LimitedFileField(
        label=_("File"),
        kinds=(".xlsx", ".csv"),
        megabytes=5,
        help_text=_("Excel (.xlsx) or .csv, up to 5 MB. It is kept as it came."),
    )


class HistoryFilter(forms.Form):
    """Which reports to show."""

    since = forms.DateField(
        label=_("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        states = ("late", "flagged", "returned", "corrected")
        choice = self.fields["state"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            ("", _("Every report")),
            *((state, wording.say(f"surveillance.state.{state}")) for state in states),
        ]
