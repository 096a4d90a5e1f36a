"""What is typed at the gate: a crossing, a closure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import LIVING, MEASURED, Crosser
from wardline.work.gate.forms.fields import (
    PlateField,
    TemperatureField,
    people_field,
)

KINDS = {Crosser.RESIDENT: "resident", Crosser.STAFF: "worker"}


# who comes on wheels: asked for a number plate
DRIVING = {Crosser.VEHICLE, Crosser.DELIVERY, Crosser.AMBULANCE}


class CrossForm(KeyedForm):
    """One crossing: of somebody known, or of a stranger with a name and a purpose.

    Nothing is asked of an ambulance: what is known is written down.
    """

    plate = PlateField(required=False)
    name = forms.CharField(label=_("Name or company"), max_length=80, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=120, required=False)
    special_vehicle = forms.BooleanField(
        label=_("A special vehicle: fire, police, or named by the head"),
        required=False,
    )
    temperature = TemperatureField(required=False)
    masked = forms.BooleanField(label=_("Wears a mask"), required=False, initial=True)
    to_isolation = forms.BooleanField(
        label=_("Goes straight to the isolation area"), required=False
    )

    def __init__(
        self, *args: Any, viewer: Any, at: str, direction: str, crosser: str, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        who, inwards = Crosser(crosser), direction == "in"
        self._ask_who(viewer, at, who, inwards)
        self.fields["plate"].required = who is Crosser.VEHICLE
        measured = who in MEASURED
        unasked = {
            "plate": who not in DRIVING,
            "special_vehicle": not (inwards and who is Crosser.VEHICLE),
            "masked": not (inwards and measured),
            "temperature": not measured,
            "to_isolation": not (inwards and who in LIVING),
        }
        for name in (name for name, drop in unasked.items() if drop):
            del self.fields[name]

    def _ask_who(self, viewer: Any, at: str, who: Crosser, inwards: bool) -> None:
        """Ask for one of the house, or for a name; an ambulance may take one along."""
        taken = who is Crosser.AMBULANCE and not inwards
        kind = "resident" if taken else KINDS.get(who)
        if kind:
            labels = {"resident": _("Which resident"), "worker": _("Which worker")}
            label = _("Takes along this resident") if taken else labels[kind]
            people = roster.staying(viewer, at).filter(kind=kind)
            field = people_field(people, label=label, required=not taken)
            self.ask("person", field)
            self.order_fields(["person"])
        if who in KINDS:
            del self.fields["name"]
        else:
            nameless = {Crosser.VEHICLE, Crosser.AMBULANCE}
            self.fields["name"].required = who not in nameless


class CloseForm(KeyedForm):
    """Close a place from a day, by a document."""

    from_on = forms.DateField(label=_("Closed from"), initial=clock.today)
    until_on = forms.DateField(
        label=_("Open again from"),
        required=False,
        help_text=_("Leave it empty while the end is not decided."),
    )
    document_code = forms.ChoiceField(label=_("By which document"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_code"].choices = [
            (found.code, _titled(found)) for found in guidance.documents(viewer)
        ]


def _titled(document: Any) -> str:
    from wardline.base.ui import tags

    return f"{tags.tongue(document, 'title')} {document.number}".strip()
