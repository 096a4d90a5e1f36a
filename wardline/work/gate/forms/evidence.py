"""What is typed of a physician's word, and of a move from one house to another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.work.gate.forms.fields import PastField, choices

STATES = ("suspected", "confirmed", "ruled_out", "recovered")
PROOFS = ("naat", "antigen", "antibody", "told")


class CaseForm(KeyedForm):
    """What a physician said of somebody as a case."""

    state = forms.ChoiceField(
        label=_("What the physician says"),
        choices=choices("gate.case", STATES),
        widget=forms.RadioSelect,
    )
    said_at = PastField(label=_("Said at"))
    physician = forms.CharField(label=_("Name of the physician"), max_length=80)
    pathogen = forms.CharField(label=_("Illness or pathogen"), max_length=40)
    ill_since = PastField(
        label=_("Ill since"),
        required=False,
        initial=None,
        help_text=_("Only for somebody who has recovered: the first positive test."),
    )
    proof = forms.ChoiceField(
        label=_("How the illness is known"),
        choices=[("", "—"), *choices("gate.proof", PROOFS)],
        required=False,
        help_text=_("Only for somebody who has recovered."),
    )
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def clean_pathogen(self) -> str:
        """Write what the policy asks about as the policy writes it."""
        given, asked = self.cleaned_data["pathogen"], self.initial.get("asked", "")
        return str(asked if _plain(given) == _plain(asked) else given)

    def clean(self) -> dict[str, Any]:
        """Ask from what somebody has recovered, and since when; beside the field."""
        given = super().clean() or {}
        if given.get("state") == "recovered":
            for name in ("ill_since", "proof"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for somebody who has recovered."))
        since, said = given.get("ill_since"), given.get("said_at")
        if since and said and since > said:
            self.add_error(
                "ill_since", _("It begins after the physician spoke. Change one.")
            )
        return given


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
