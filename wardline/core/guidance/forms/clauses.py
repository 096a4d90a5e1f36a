"""A form for each type of clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import Keyed
from wardline.core.guidance.words import clauses as words
from wardline.ground.rules.clearance.clauses import (
    Duration,
    Isolation,
    NegativeTest,
    Recovered,
    Reset,
    SignOff,
    SymptomFree,
    SymptomLog,
)

MOST_DAYS = 366
WAY = "way"


class Quiet(Keyed, forms.Form):
    """A part of a larger form: without a key, and silent while it is still written."""

    silent = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]

    def full_clean(self) -> None:
        """Find faults, unless only a clause was added or taken away."""
        if not self.silent:
            return super().full_clean()
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        return None


def _days(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_DAYS, **more)


def _number(label: Any, least: int = 1, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=9999, **more)


def _one(label: Any, family: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(words.FAMILIES[family].items()))


def _several(label: Any, family: str, required: bool = False) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(words.FAMILIES[family].items()),
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


def _way(ways: int) -> forms.ChoiceField:
    named = [
        (n, format_lazy(_("only in way out {number}"), number=n)) for n in ways_of(ways)
    ]
    return forms.ChoiceField(
        label=_("Asked"), choices=[(0, _("in every way out")), *named]
    )


def ways_of(number: int) -> range:
    """Return the numbers of so many ways out."""
    return range(1, number + 1)


class ClauseForm(Quiet):
    """One clause: what all have in common is where in the document it stands."""

    TYPE: ClassVar[str]
    # beside the fields: what the rule reads under another name, and what it takes as no
    NAMES: ClassVar[Mapping[str, str]] = {}

    citation = forms.CharField(
        label=_("Where in the document"),
        max_length=200,
        required=False,
        help_text=_("Article, section or point."),
    )

    def __init__(
        self, *args: Any, given: Mapping[str, Any], ways: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=self._initial(given), **kwargs)
        self.order_fields([name for name in self.fields if name != "citation"])
        if ways:
            self.ask(WAY, _way(ways))
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField) and name != WAY:
                admit(field, given.get(self.NAMES.get(name, name)) or ())

    @property
    def type(self) -> str:
        return self.TYPE

    @property
    def title(self) -> Any:
        """What the clause is called."""
        return words.TYPES[self.TYPE]

    @property
    def way(self) -> int:
        """In which way out it stands, from 1 on; 0: in all."""
        return int(self.cleaned_data.get(WAY) or 0)

    @property
    def plain(self) -> dict[str, Any]:
        """The clause as the rule reads it; what was left empty is left out."""
        told = {
            self.NAMES.get(name, name): value
            for name, value in self.cleaned_data.items()
            # a nought says something, and equals a no
            if name != WAY
            and not (value is None or value is False or value in ("", []))
        }
        return {"type": self.TYPE, **told}

    def field_of(self, key: str) -> str | None:
        """Return the field under which the rule's key is typed."""
        names = {self.NAMES.get(name, name): name for name in self.fields}
        return names.get(key)

    def _initial(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Take a clause as it was, under the names of the fields."""
        names = {key: name for name, key in self.NAMES.items()}
        return {names.get(key, key): value for key, value in given.items()}


class IsolationForm(ClauseForm):
    TYPE = Isolation.TYPE

    single_room = forms.BooleanField(
        label=_("Alone in the room (single room)"), required=False
    )
    counts = _several(_("Counts in these places (none ticked: in any)"), "place")


class DurationForm(ClauseForm):
    TYPE = Duration.TYPE

    min_days = _days(_("At least so many days"))
    count = _one(_("How days are counted"), "count")
    clock = _one(_("Counted from"), "clock")
    where = _several(
        _("One stage of several: spent in (none ticked: no stage)"), "place"
    )


class ResetForm(ClauseForm):
    TYPE = Reset.TYPE

    on = _several(_("When this happens"), "breach", required=True)
    effect = _one(_("What it does"), "effect")
    days = _number(_("So many days are added"), required=False)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("effect") != "add_days":
            told["days"] = None
        elif not told.get("days") and "days" not in self.errors:
            self.add_error("days", _("Say how many days are added."))
        return told


class SymptomFreeForm(ClauseForm):
    TYPE = SymptomFree.TYPE
    NAMES: ClassVar = {"symptoms": "list"}

    last_days = _days(_("Free of symptoms in the last days"))
    symptoms = _several(_("Of these symptoms (none ticked: of any)"), "symptom")


class SymptomLogForm(ClauseForm):
    TYPE = SymptomLog.TYPE

    last_days = _days(
        _("Kept for the last days"),
        required=False,
        help_text=_("Left empty: for as many as the policy asks."),
    )
    per_day = _number(_("Looked for so many times a day"), initial=1)
    max_gap_hours = _number(_("Hours between two looks, at most"))


class TestForm(ClauseForm):
    TYPE = NegativeTest.TYPE
    NAMES: ClassVar = {"specimens": "specimen"}

    assay = _one(_("Kind of test"), "assay")
    count = _number(_("So many negative results"))
    from_day = _days(_("Sample taken from this day of the count on"), required=False)
    valid_hours = _number(_("Hours since the sample, at most"), required=False)
    min_spacing_hours = _number(_("Hours between two samples, at least"), 0)
    specimens = _several(_("Specimen (none ticked: any)"), "specimen")
    distinct_labs = forms.BooleanField(label=_("Two laboratories"), required=False)
    distinct_reagents = forms.BooleanField(label=_("Two reagents"), required=False)
    max_pool = _number(_("People in one pool, at most"))
    min_ct = _number(
        _("A Ct value from which a positive counts as negative"), required=False
    )


class SignOffForm(ClauseForm):
    TYPE = SignOff.TYPE

    roles = _several(_("By whom it is signed"), "role", required=True)
    two_person = forms.BooleanField(label=_("By two different people"), required=False)


class RecoveredForm(ClauseForm):
    TYPE = Recovered.TYPE

    within_days = _number(_("Not longer ago than so many days"))


def admit(field: Any, codes: Iterable[str] | str) -> None:
    """Let a choice stand that a pack made up itself."""
    named = [codes] if isinstance(codes, str) else codes
    known = {code for code, _word in field.choices}
    field.choices = [*field.choices, *((c, c) for c in named if c not in known)]
