"""What is typed about samples, and the laboratory's file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.core.roster.facts import tidied
from wardline.work.gate.forms.fields import PastField, PathogenForm, choices


class NumberField(forms.CharField):
    """The number on a tube's label."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Number of the tube"))
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }

    def clean(self, value: Any) -> str:
        """Tidy the number as it is kept."""
        return tidied(super().clean(value))


class SamplesForm(PathogenForm):
    """The samples of a corridor in one sending: a number for each person, or a tick for
    those whose specimens share one tube."""

    taken_at = PastField(
        label=_("Specimens taken at"),
        help_text=_("If the hours differ much, send one hour's samples at a time."),
    )
    specimen = forms.ChoiceField(
        label=_("Kind of specimen"), choices=choices("gate.specimen", ("NP", "OP"))
    )
    assay = forms.ChoiceField(
        label=_("Kind of test"), choices=choices("gate.assay", ("NAAT", "AG"))
    )
    pathogen = forms.CharField(label=_("Tested for"), max_length=40)
    pool = NumberField(
        label=_("Number of the pooled tube"),
        help_text=_("Only where one tube holds the specimens of several people."),
        required=False,
    )

    def __init__(self, *args: Any, lines: Sequence[dict], **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(*args, **kwargs)
        for line in lines:
            pk = line["person"].pk
            self.ask(f"n_{pk}", NumberField(required=False))
            named = f"{line['person'].name} {line['room']}"
            self.ask(f"p_{pk}", forms.BooleanField(label=named, required=False))

    def people(self) -> list[dict[str, Any]]:
        """Return each person with their two fields, for the page."""
        return [
            {
                **line,
                "number": self[f"n_{line['person'].pk}"],
                "pooled": self[f"p_{line['person'].pk}"],
            }
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse one number for two, a pool of one, and a sending of nothing."""
        given = super().clean() or {}
        seen: dict[str, str] = {}
        pooled = [ln for ln in self.lines if given.get(f"p_{ln['person'].pk}")]
        if number := given.get("pool"):
            seen[number] = "pool"
        for line in self.lines:
            name = f"n_{line['person'].pk}"
            if not (number := given.get(name)):
                continue
            if number in seen:
                self.add_error(name, _("This number is typed twice. Read the label."))
            if line in pooled:
                self.add_error(name, _("Type a number, or tick the pooled tube."))
            seen[number] = name
        if bool(given.get("pool")) != bool(pooled) or len(pooled) == 1:
            self.add_error(
                "pool", _("A pooled tube needs its number, and two people or more.")
            )
        if not seen and not self.errors:
            raise forms.ValidationError(_("Type the number of at least one tube."))
        return given

    @property
    def told(self) -> dict[str, Any]:
        """Return what ``take_samples`` asks for."""
        given = self.cleaned_data
        tubes: dict[str, list[Any]] = {}
        for line in self.lines:
            person = line["person"]
            pooled = given.get(f"p_{person.pk}")
            number = given["pool"] if pooled else given.get(f"n_{person.pk}")
            if number:
                tubes.setdefault(number, []).append(person)
        names = ("taken_at", "specimen", "assay", "pathogen")
        return {"tubes": tubes, **{name: given[name] for name in names}}


class CorrectForm(KeyedForm):
    """The right number and time of a sample."""

    number = NumberField()
    taken_at = PastField(label=_("Specimen taken at"))


class ResultsForm(KeyedForm):
    """A laboratory's file."""

    file = LimitedFileField(
        label=_("File"),
        kinds=(".xlsx", ".csv"),
        megabytes=20,
        help_text=_("Excel (.xlsx) or .csv, up to 20 MB. It is kept as it came."),
    )
    laboratory = forms.CharField(
        label=_("Laboratory"),
        max_length=120,
        required=False,
        help_text=_("Where the file does not name it row by row."),
    )


class DecideForm(KeyedForm):
    """Does this answer count?"""

    upheld = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", ""), ("no", "")],
        coerce={"yes": True, "no": False}.get,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, fate: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the same two answers, in the words of what is open
        kind = "answer" if fate == "contradicts" else "time"
        said = choices(f"lab.decide.{kind}", ("yes", "no"))
        self.fields["upheld"].choices = said  # type: ignore[attr-defined]
