"""What is typed to issue a QR pass, and what the gatekeeper's phone sends of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import Crosser
from wardline.ground.rules.tickets import LONGEST, USUAL
from wardline.work.gate.forms.fields import (
    PlateField,
    TemperatureField,
    choices,
    people_field,
)

HOUR = timedelta(hours=1)
# nobody asks an ambulance for a code
BEARERS = [kind for kind in Crosser if kind is not Crosser.AMBULANCE]


class TicketForm(KeyedForm):
    """Who bears the pass, from when, for how long."""

    from_at = forms.DateTimeField(label=_("Good from"), initial=clock.now)
    hours = forms.IntegerField(
        label=_("Good for how many hours"),
        min_value=1,
        max_value=LONGEST // HOUR,
        initial=USUAL // HOUR,
        help_text=_("At most 72; an exception's own end comes first."),
    )

    def __init__(
        self, *args: Any, viewer: Any, at: str, permit: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.permit = permit
        if permit is None:
            self._ask_who(viewer, at)

    def _ask_who(self, viewer: Any, at: str) -> None:
        people = roster.staying(viewer, at)
        asked = {
            "crosser": forms.ChoiceField(
                label=_("Kind of crossing"), choices=choices("gate.crosser", BEARERS)
            ),
            "person": people_field(
                people, label=_("A person of the house"), required=False
            ),
            "name": forms.CharField(
                label=_("Or a name from outside"), max_length=80, required=False
            ),
            "plate": PlateField(required=False),
        }
        for name, field in asked.items():
            self.ask(name, field)
        self.order_fields(list(asked))

    def clean(self) -> dict[str, Any]:
        """Ask for a bearer, of the kind that is named."""
        given = super().clean() or {}
        if self.permit is not None:
            return given | {"crosser": self.permit.crosser, "permit": self.permit}
        person, crosser = given.get("person"), given.get("crosser")
        if not given.get("name") and not person:
            self.add_error("name", _("A pass is for somebody: name them."))
        kinds = {"resident": "resident", "worker": "staff"}
        if person and kinds[person.kind] != crosser:
            self.add_error("crosser", _("Choose the kind that fits this person."))
        if not person and crosser in ("resident", "staff"):
            self.add_error("person", _("Choose who of the house this is."))
        return given


class ScanForm(KeyedForm):
    """What a gatekeeper's phone has read and done, maybe hours ago."""

    token = forms.CharField(max_length=400)
    direction = forms.ChoiceField(choices=[("in", "in"), ("out", "out")])
    temperature = TemperatureField(required=False)
    masked = forms.BooleanField(required=False)
    let_through = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce="yes".__eq__
    )
    # milliseconds by the server's time, as well as the phone knew it
    scanned_at = forms.IntegerField(min_value=0)
