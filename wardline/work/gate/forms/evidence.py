"""What is typed of a physician's word, and of a move from one house to another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm
from wardline.work.gate.forms.fields import PastField, PathogenForm, choices

STATES = ("suspected", "confirmed", "ruled_out", "recovered")
PROOFS = ("naat", "antigen", "antibody", "told")


class CaseForm(PathogenForm):
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


class MoveForm(KeyedForm):
    """How somebody came here from another house, a hospital or a hotel."""

    origin = forms.CharField(
        label=_("Came from"),
        max_length=80,
        help_text=_("The name of the house, the hospital or the hotel."),
    )
    left_at = PastField(label=_("Left there at"))
    arrived_at = PastField(label=_("Arrived here at"))
    alone = forms.BooleanField(
        label=_("Alone on the way, but for protected staff"), required=False
    )
    apart_since = PastField(
        label=_("Kept apart there since"),
        required=False,
        initial=None,
        help_text=_(
            "Until they left, without a break. Leave empty if they were not kept apart."
        ),
    )
    venue = forms.ChoiceField(
        label=_("In what kind of place"),
        choices=[
            ("", "—"),
            ("institution", _("In another house")),
            *choices("gate.venue", ("designated_hospital", "hotel")),
        ],
        required=False,
    )
    apart_alone = forms.BooleanField(label=_("Alone in the room there"), required=False)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse times out of order, and an isolation of nowhere, beside the field."""
        given = super().clean() or {}
        since, left, arrived = (
            given.get(name) for name in ("apart_since", "left_at", "arrived_at")
        )
        if left and arrived and arrived < left:
            text = _("They arrive before they left. Change one of the two.")
            self.add_error("arrived_at", text)
        if since and left and since > left:
            text = _("It begins after they left. Change one of the two.")
            self.add_error("apart_since", text)
        if since and not given.get("venue"):
            text = _("Say in what kind of place the isolation was spent.")
            self.add_error("venue", text)
        return given
