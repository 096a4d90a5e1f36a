"""What must be done, and the proof that it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import wording
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives.forms.audience import AudienceForm, ProofForm
from wardline.work.directives.forms.tongues import demand_one_tongue
from wardline.work.directives.models import Obligation


class ObligationForm(AudienceForm):
    """What must be done, by whom, by when, proved by what."""

    text_zh = forms.CharField(
        label=_("What must be done, in Chinese"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text_en = forms.CharField(
        label=_("What must be done, in English"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    role = forms.ChoiceField(
        label=_("Who is to do it"),
        choices=[(r, wording.say(f"directives.role.{r}")) for r in Obligation.ROLES],
        widget=forms.RadioSelect,
        initial="head",
    )
    due_at = forms.DateTimeField(label=_("Done by"))
    proof = forms.ChoiceField(
        label=_("Proved by"),
        choices=[(p, wording.say(f"directives.proof.{p}")) for p in Obligation.PROOFS],
        widget=forms.RadioSelect,
        initial="measure",
    )
    field_order = ("text_zh", "text_en", "role", "due_at", "proof")

    def clean_due_at(self) -> Any:
        """Refuse an hour that has passed."""
        due_at = self.cleaned_data["due_at"]
        if due_at <= clock.now():
            raise wording.refusal("directives.due_in_the_past", now=clock.now())
        return due_at

    def clean(self) -> dict[str, Any]:
        """Ask what must be done, in one language at least."""
        given = super().clean() or {}
        said = _("Say what must be done, in one language.")
        demand_one_tongue(self, given, text=said)
        return given


class WithdrawForm(KeyedForm):
    """Why an obligation is taken back."""

    why = forms.CharField(label=_("Why it is taken back"), max_length=200)


class FulfilForm(ProofForm):
    """The proof: a record, a report, or what was done with a photo or a file."""

    text = forms.CharField(
        label=_("Record, report, or what was done"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
