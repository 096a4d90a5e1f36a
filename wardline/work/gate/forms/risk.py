"""What may be asked of the residual risk; what is not asked has a default, shown."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.wording import refusal
from wardline.ground.methods.residual import Course, pathogens
from wardline.work.gate.forms.fields import choices
from wardline.work.gate.queries.risk import Asked, InForce

LONGEST = 42  # days: the models say nothing of longer courses
WIDEST = 28  # days before entry
MOST_PEOPLE = 100_000
DEFAULTS = {"pathogen": "SARS-CoV-2 ancestral", "incidence": "10", "window": "14"}
UNRULED = {"days": "14", "tests": ""}


class NumberField(forms.Field):
    """A number within limits; whatever else was typed stays to be seen."""

    widget = forms.TextInput

    def __init__(self, least: float, most: float, whole: bool = True, **more: Any):
        self.least, self.most, self.whole = least, most, whole
        super().__init__(**more)
        self.widget.attrs["inputmode"] = "numeric" if whole else "decimal"
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> float | None:
        """Return the number, or say which ones there may be."""
        text = (value or "").strip().replace("。", ".")
        if not text and not self.required:
            return None
        said = {"label": self.label, "least": self.least, "most": f"{self.most:,}"}
        if not re.fullmatch(r"[-+]?\d{1,12}(\.\d{1,12})?", text):
            raise refusal("risk.no_number", **said)
        number = float(text)
        if self.whole and number != int(number):
            raise refusal("risk.not_whole", **said)
        if not self.least <= number <= self.most:
            raise refusal("risk.out_of_range", **said)
        return number


class DaysField(forms.CharField):
    """Whole days in a row: "7, 14"."""

    def clean(self, value: Any) -> tuple[float, ...]:
        """Return the days in order, once each."""
        words = re.split(r"[\s,;，、；]+", (value or "").strip())
        words = [word for word in words if word]
        if not all(re.fullmatch(r"\d{1,2}", word) for word in words):
            raise refusal("risk.no_days")
        return tuple(sorted({float(word) for word in words}))


class RiskForm(forms.Form):
    """A question that changes nothing and may be kept as an address."""

    pathogen = forms.ChoiceField(label=_("Pathogen"))
    days = NumberField(0, LONGEST, label=_("Days of isolation to look at"))
    tests = DaysField(
        label=_("Days with a test"),
        required=False,
        help_text=_("For example 7, 14. The day of entry is day 0."),
    )
    incidence = NumberField(
        0,
        MOST_PEOPLE,
        whole=False,
        label=_("New infections per 100,000 people a day"),
        help_text=_(
            "Where the entrants come from: infections, not only reported ones."
        ),
    )
    window = NumberField(
        1,
        WIDEST,
        label=_("Days before entry at that incidence"),
    )
    entrants = NumberField(
        0,
        MOST_PEOPLE,
        required=False,
        label=_("Entrants of each institution in 30 days"),
        help_text=_("Left empty: as recorded."),
    )

    def __init__(self, typed: Any, rule: InForce | None) -> None:
        defaults = DEFAULTS | (ruled(rule) if rule else UNRULED)
        known = {name: typed.get(name, defaults.get(name, "")) for name in NAMES}
        super().__init__(known)
        field = self.fields["pathogen"]
        field.choices = choices("risk.pathogen", pathogens())
        field.error_messages["invalid_choice"] = _("Choose the pathogen from the list.")

    def clean(self) -> dict[str, Any]:
        """Refuse a test after the last day."""
        days, tests = self.cleaned_data.get("days"), self.cleaned_data.get("tests")
        if days is not None and tests and max(tests) > days:
            self.add_error("tests", refusal("risk.test_after_release", days=int(days)))
        return self.cleaned_data

    @property
    def asked(self) -> Asked:
        """Return the question, once the form is valid."""
        told = self.cleaned_data
        entrants = told["entrants"]
        return Asked(
            told["pathogen"],
            Course(told["days"], told["tests"]),
            told["incidence"],
            int(told["window"]),
            None if entrants is None else int(entrants),
        )


NAMES = tuple(RiskForm.base_fields)


def ruled(rule: InForce) -> dict[str, str]:
    """Return the course of the rule in force, in whole days, as one would type it."""
    days = min(LONGEST, int(rule.course.days))
    tests = sorted({int(day) for day in rule.course.tests if day <= days})
    return {"days": str(days), "tests": ", ".join(map(str, tests))}
