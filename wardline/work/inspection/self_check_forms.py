"""The self-check on a phone: one question a measure, and one tap for all the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.tags import tongue
from wardline.core.correction.forms import choices
from wardline.core.correction.words import SEVERITIES
from wardline.work.inspection.words import SELF_CHECK


class SelfCheckForm(KeyedForm):
    """An answer to each measure in force; those left unmarked hold, if one says so."""

    rest = forms.BooleanField(label=_("What I left unmarked holds"), required=False)

    def __init__(self, *args: Any, bound: Any, last: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {each.measure.code: each for each in bound}
        known = last.answers if last else {}
        notes = last.notes if last else {}
        for code, each in self.measures.items():
            asked = tongue(each.measure, "question") or tongue(each.measure, "text")
            marks = forms.ChoiceField(
                label=asked,
                choices=list(SELF_CHECK.items()),
                widget=forms.RadioSelect,
                required=False,
                initial=known.get(code),
            )
            self.ask(f"answer-{code}", marks)
            note = forms.CharField(
                label=_("Remarks"),
                required=False,
                max_length=300,
                initial=notes.get(code),
            )
            self.ask(f"note-{code}", note)

    def rows(self) -> list[dict[str, Any]]:
        """Return each measure with its two fields, for the page."""
        return [
            {
                "aspect": each.aspect,
                "measure": each.measure,
                "answer": self[f"answer-{code}"],
                "note": self[f"note-{code}"],
            }
            for code, each in self.measures.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for every answer, or for the word that the rest holds."""
        given = self.cleaned_data
        left = [c for c in self.measures if not given.get(f"answer-{c}")]
        if left and not given.get("rest"):
            raise ValidationError(
                _(
                    "%(number)s measures are not answered. Mark them, or tick that "
                    "what is left unmarked holds."
                ),
                params={"number": len(left)},
            )
        return given

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "answers": {c: given[f"answer-{c}"] or "yes" for c in self.measures},
            "notes": {c: given[f"note-{c}"] for c in self.measures},
        }


class FindingForm(KeyedForm):
    fact = forms.CharField(
        label=_("What falls short"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    severity = forms.TypedChoiceField(
        label=_("How grave"), choices=choices(SEVERITIES), coerce=int, initial=2
    )
