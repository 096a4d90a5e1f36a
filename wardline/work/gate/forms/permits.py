"""What is typed to authorise an exception, and to take one back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import Crosser
from wardline.work.gate.forms.fields import choices, people_field

PROTECTION = ("mask", "gown", "gloves", "shield", "hands", "room", "route", "distance")


class PermitForm(KeyedForm):
    """An exception by name, for a time."""

    crosser = forms.ChoiceField(
        label=_("Kind of crossing"), choices=choices("gate.crosser", Crosser)
    )
    name = forms.CharField(
        label=_("Name of the person or company"), max_length=80, required=False
    )
    reason = forms.CharField(label=_("Reason for the exception"), max_length=120)
    until_at = forms.DateTimeField(
        label=_("Holds until"), initial=lambda: clock.now() + timedelta(hours=8)
    )

    def __init__(self, *args: Any, viewer: Any, at: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = roster.staying(viewer, at)
        label = _("Or a person of the house")
        self.ask("person", people_field(people, label=label, required=False))
        self.order_fields(["crosser", "person"])

    def clean(self) -> dict[str, Any]:
        """Ask for a name: an exception is for somebody."""
        given = super().clean() or {}
        if not given.get("name") and not given.get("person"):
            self.add_error("name", _("Name the person or company, or choose someone."))
        return given


class VisitForm(KeyedForm):
    """A visit at the end of a life: five questions, no more."""

    name = forms.CharField(label=_("Who visits"), max_length=80)
    relation = forms.CharField(
        label=_("How they are related"),
        max_length=60,
        help_text=_("Daughter or friend, for example."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes at the bedside"), min_value=5, max_value=720, initial=30
    )
    protection = forms.MultipleChoiceField(
        label=_("Protected by"),
        choices=choices("gate.protection", PROTECTION),
        widget=forms.CheckboxSelectMultiple,
        initial=["mask", "gown", "gloves", "hands", "route"],
    )
    until_at = forms.DateTimeField(
        label=_("May come until"), initial=lambda: clock.now() + timedelta(hours=24)
    )

    def __init__(self, *args: Any, viewer: Any, at: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = roster.staying(viewer, at).filter(kind="resident")
        self.ask("visited", people_field(people, label=_("Visits which resident")))
        self.order_fields(["visited"])


class WithdrawForm(KeyedForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=120)
