"""What is typed about people: enrolment, isolation, checks, tests, rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.wording import refusal
from wardline.work.gate.forms.fields import (
    PastField,
    PathogenForm,
    SymptomField,
    TemperatureField,
    choices,
)

REASONS = ("return", "new", "transfer", "symptoms", "exposure")
VENUES = ("institution", "designated_hospital", "hotel")
BREACHES = (
    *("left_room", "visitor", "roommate_symptomatic", "roommate_positive"),
    "unprotected_carer",
)
OUTCOMES = (
    *("negative", "positive", "weak_positive", "indeterminate", "invalid", "lost"),
)


class EnrolForm(KeyedForm):
    """A new resident or worker."""

    kind = forms.ChoiceField(
        label=_("Resident or staff"),
        choices=choices("gate.person", ("resident", "worker")),
        widget=forms.RadioSelect,
        initial="resident",
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    from_at = PastField(label=_("Here since"))
    room = forms.CharField(label=_("Room"), max_length=20, required=False)
    id_number = forms.CharField(label=_("ID number"), max_length=30, required=False)
    born_on = forms.DateField(label=_("Born on"), required=False)


class IdentifyForm(KeyedForm):
    """Who somebody is, once it is known."""

    name = forms.CharField(label=_("Name"), max_length=80)
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=30,
        required=False,
        help_text=_("Leave empty what is not known; what is on record stays."),
    )
    born_on = forms.DateField(label=_("Born on"), required=False)


class IsolateForm(KeyedForm):
    """The beginning of an isolation."""

    from_at = PastField(label=_("In isolation since"))
    reason = forms.ChoiceField(
        label=_("Why in isolation"), choices=choices("gate.reason", REASONS)
    )
    room = forms.CharField(label=_("Isolation room"), max_length=20)
    bed = forms.CharField(label=_("Bed"), max_length=10, required=False)
    alone = forms.BooleanField(
        label=_("Alone in the room"), required=False, initial=True
    )
    venue = forms.ChoiceField(
        label=_("Where the isolation is spent"), choices=choices("gate.venue", VENUES)
    )


class EndForm(KeyedForm):
    """The end of an isolation or a stay at a moment."""

    moment = PastField(label=_("Ended at"))


class ThenForm(forms.Form):
    """A moment of an isolation, and by what is known it is judged."""

    at = PastField(
        label=_("As it stood at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
    )
    known = forms.ChoiceField(
        label=_("By what was known"),
        choices=choices("gate.known", ("then", "now")),
        widget=forms.RadioSelect,
        initial="then",
    )

    def __init__(self, data: Any, isolation: Any) -> None:
        last = timezone.localtime(isolation.to_at or clock.now())
        super().__init__(data, initial={"at": last})
        self.isolation = isolation

    def clean_at(self) -> Any:
        """Refuse a moment at which nobody was in isolation."""
        at, kept = self.cleaned_data["at"], self.isolation
        if at < kept.from_at or (kept.to_at and at > kept.to_at):
            until = kept.to_at or clock.now()
            raise refusal("gate.not_in_isolation", since=kept.from_at, until=until)
        return at


class CheckForm(KeyedForm):
    """One person's temperature and symptoms."""

    taken_at = PastField(label=_("Taken at"))
    temperature = TemperatureField(required=False)
    symptomatic = SymptomField()
    antipyretic = forms.BooleanField(
        label=_("Medicine against fever given"),
        required=False,
        help_text=_("It hides a fever: “no symptoms” then shows nothing."),
    )
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)


class TestForm(PathogenForm):
    """A laboratory's result, by the time of its specimen."""

    __test__ = False

    sampled_at = PastField(
        label=_("Specimen taken at"),
        help_text=_("The time of the specimen counts, not that of the report."),
    )
    outcome = forms.ChoiceField(
        label=_("Result of the test"), choices=choices("gate.outcome", OUTCOMES)
    )
    assay = forms.ChoiceField(
        label=_("Kind of test"), choices=choices("gate.assay", ("NAAT", "AG"))
    )
    specimen = forms.ChoiceField(
        label=_("Kind of specimen"), choices=choices("gate.specimen", ("NP", "OP"))
    )
    pathogen = forms.CharField(label=_("Tested for"), max_length=40)
    laboratory = forms.CharField(label=_("Laboratory"), max_length=120, required=False)
    reported_at = PastField(label=_("Reported at"), required=False, initial=None)


class BreachForm(KeyedForm):
    """What broke an isolation."""

    kind = forms.ChoiceField(
        label=_("What happened"), choices=choices("gate.breach", BREACHES)
    )
    from_at = PastField(label=_("Broken from"))
    to_at = PastField(label=_("Broken until"))
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, posts: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(post.pk): post for post in posts}
        self.ask(
            "broken_by",
            forms.TypedChoiceField(
                label=_("By somebody of the house"),
                choices=[("", "—"), *((pk, p.user.name) for pk, p in by_pk.items())],
                coerce=by_pk.get,
                empty_value=None,
                required=False,
                help_text=_("What this person notes from then on counts no more."),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, beside its field."""
        given = super().clean() or {}
        begun, ended = given.get("from_at"), given.get("to_at")
        if begun and ended and ended < begun:
            self.add_error(
                "to_at", _("It ends before it begins. Change one of the two.")
            )
        return given


class RoundForm(KeyedForm):
    """A round, room by room: one tick for all well, the exceptions typed."""

    taken_at = PastField(label=_("Round finished at"))

    def __init__(
        self, *args: Any, beds: Mapping[str, list[Any]], apart: set[int], **kwargs: Any
    ) -> None:
        self.beds, self.apart = beds, apart
        super().__init__(*args, **kwargs)
        for number, people in enumerate(beds.values()):
            self.ask(
                f"room_{number}",
                forms.BooleanField(
                    label=_("All normal here, but those typed below"), required=False
                ),
            )
            for person in people:
                self.ask(
                    f"t_{person.pk}",
                    TemperatureField(
                        required=False, label=_("Temperature if not normal (°C)")
                    ),
                )
                self.ask(
                    f"s_{person.pk}",
                    forms.BooleanField(label=_("Has symptoms"), required=False),
                )

    def rooms(self) -> list[dict[str, Any]]:
        """Return the fields room by room, for the page."""
        return [
            {
                "name": name,
                "walked": self[f"room_{number}"],
                "people": [
                    {
                        "person": person,
                        "apart": person.pk in self.apart,
                        "temperature": self[f"t_{person.pk}"],
                        "symptoms": self[f"s_{person.pk}"],
                    }
                    for person in people
                ],
            }
            for number, (name, people) in enumerate(self.beds.items())
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one room, ticked or with something typed."""
        given = super().clean() or {}
        if not self.errors and not self.told["rooms"]:
            raise forms.ValidationError(
                _("Tick at least one room in which you took the temperatures.")
            )
        return given

    @property
    def told(self) -> dict[str, Any]:
        """Return what ``record_round`` asks for."""
        given, rooms, exceptions = self.cleaned_data, {}, []
        for number, (name, people) in enumerate(self.beds.items()):
            found = [_exception(given, person) for person in people]
            typed = [each for each in found if each]
            exceptions += typed
            if given.get(f"room_{number}"):
                rooms[name] = len(people)
            elif typed:
                rooms[name] = len(typed)
        return {
            "taken_at": given.get("taken_at"),
            "checked": sum(rooms.values()),
            "expected": sum(map(len, self.beds.values())),
            "rooms": rooms,
            "exceptions": exceptions,
        }


def _exception(given: Mapping[str, Any], person: Any) -> dict[str, Any] | None:
    temperature = given.get(f"t_{person.pk}")
    symptomatic = bool(given.get(f"s_{person.pk}"))
    if temperature is None and not symptomatic:
        return None
    return {
        "person": person,
        "temperature": temperature,
        "symptomatic": symptomatic,
        "note": "",
    }
