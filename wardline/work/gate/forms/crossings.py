"""What is typed at the gate: a crossing, an exception, a closure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules.closure import LIVING, MEASURED, Crosser
from wardline.work.gate.forms.fields import TemperatureField, choices, people_field

KINDS = {Crosser.RESIDENT: "resident", Crosser.STAFF: "worker"}


class CrossForm(KeyedForm):
    """One crossing: of somebody known, or of a stranger with a name and a purpose."""

    name = forms.CharField(
        label=_("Name, company or number plate"), max_length=80, required=False
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=120, required=False)
    temperature = TemperatureField(required=False)
    masked = forms.BooleanField(label=_("Wears a mask"), required=False, initial=True)
    to_isolation = forms.BooleanField(
        label=_("Goes straight to the isolation area"), required=False
    )

    def __init__(
        self, *args: Any, viewer: Any, at: str, direction: str, crosser: str, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        kind = KINDS.get(Crosser(crosser))
        if kind:
            people = roster.staying(viewer, at).filter(kind=kind)
            label = (
                _("Which resident")
                if kind == "resident"
                else _("Which member of staff")
            )
            self.ask("person", people_field(people, label=label))
            self.order_fields(["person"])
            del self.fields["name"]
        else:
            self.fields["name"].required = True
        inwards, measured = direction == "in", Crosser(crosser) in MEASURED
        if not (inwards and measured):
            del self.fields["masked"]
        if not measured:
            del self.fields["temperature"]
        if not (inwards and Crosser(crosser) in LIVING):
            del self.fields["to_isolation"]


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
