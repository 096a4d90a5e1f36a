"""What a person may type: a plan, a chain, a share; an arrival, an answer, an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.tags import tongue
from wardline.base.ui.wording import in_tongues
from wardline.core.correction.evidence import PhotoField
from wardline.core.correction.forms import post_label, scope_field
from wardline.work.inspection import words

TEAMS = 6  # rows shown; the empty ones are left out
# what most plans leave as it is
_FINER = (
    *("looks_back", "must_include", "waves", "n_waves"),
    *("by_kind", "within_days", "crew"),
)


class PlanForm(KeyedForm):
    """Everything that the plan fixes; the draw itself is nobody's to type."""

    code = forms.SlugField(label=_("Short code of the plan"), max_length=40)
    title_zh = forms.CharField(
        label=_("Title of the plan in Chinese"), max_length=200, required=False
    )
    title_en = forms.CharField(
        label=_("Title of the plan in English"), max_length=200, required=False
    )
    from_on = forms.DateField(label=_("First day of visits"))
    to_on = forms.DateField(label=_("Last day of visits"))
    looks_back = forms.BooleanField(
        label=_("Look again at what was closed"),
        required=False,
        help_text=_(
            "Only homes with closed findings are drawn, and nobody goes where they "
            "found, mended or verified one. Each visit says whether the repair holds."
        ),
    )
    n_sites = forms.IntegerField(label=_("Homes to visit"), min_value=1)
    n_strata = forms.IntegerField(label=_("Areas to enter"), min_value=1)
    must_include = forms.MultipleChoiceField(
        label=_("Areas that must be entered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    waves = forms.CharField(
        label=_("Departures"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line: day, hour, homes, for example 2020-02-27 06:30 12. Left "
            "empty: one departure a day at 06:30."
        ),
    )
    n_waves = forms.IntegerField(
        label=_("Days that go, drawn by lot"),
        required=False,
        min_value=1,
        help_text=_(
            "Fewer than the days of the plan: which of them go is drawn each morning, "
            "so that nobody can count on a day. Left empty: all go."
        ),
    )
    by_kind = forms.BooleanField(
        label=_("Draw the homes of each area by kind"),
        required=False,
        help_text=_(
            "Each kind then has its own visits in an area. Kinds too few for a visit "
            "of their own there are drawn together."
        ),
    )
    within_days = forms.IntegerField(
        label=_("Every home must be seen within so many days"),
        required=False,
        min_value=1,
        help_text=_("Its chance rises from day to day until it is certain."),
    )
    crew = forms.IntegerField(
        label=_("Inspectors drawn for each team"),
        required=False,
        min_value=0,
        max_value=6,
        help_text=_(
            "Drawn at each departure from all who are in no team, two at least; who "
            "keeps away from a home is not sent there."
        ),
    )

    def __init__(
        self, *args: Any, areas: Any = (), inspectors: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inspectors = {str(post.pk): post for post in inspectors}
        named = [(area.code, tongue(area, "name")) for area in areas]
        self.fields["must_include"].choices = named  # type: ignore[attr-defined]
        people = [(pk, post_label(post)) for pk, post in self.inspectors.items()]
        for n in range(1, TEAMS + 1):
            self.fields[f"leader_{n}"] = forms.ChoiceField(
                label=_("Team %(n)s: leader") % {"n": n},
                choices=[("", "–"), *people],
                required=n == 1,
            )
            self.fields[f"members_{n}"] = forms.MultipleChoiceField(
                label=_("Team %(n)s: inspectors") % {"n": n},
                choices=people,
                required=False,
            )

    @property
    def first(self) -> list[forms.BoundField]:
        """Return what every plan needs."""
        folded = {bound.name for fold in self.folds for bound in fold["fields"]}
        return [each for each in self.visible_fields() if each.name not in folded]

    @property
    def folds(self) -> list[dict[str, Any]]:
        """Return the rest in parts; one stands open where something is in it."""
        teams = [
            (gettext("Team %(n)s") % {"n": n}, [f"leader_{n}", f"members_{n}"])
            for n in range(2, TEAMS + 1)
        ]
        parts = [*teams, (gettext("Finer choices"), list(_FINER))]
        return [
            {"title": title, "fields": found, "open": any(map(_in_use, found))}
            for title, names in parts
            if (found := [self[name] for name in names])
        ]

    def clean_waves(self) -> list[dict[str, Any]]:
        """Read the departures line by line, and name the line that cannot be read."""
        found = []
        for n, line in enumerate(self.cleaned_data["waves"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                day, hour, sites = line.split()
                departs_at = datetime.fromisoformat(f"{day}T{hour}")
                found.append(
                    {
                        "departs_at": departs_at.replace(tzinfo=places.zone()),
                        "sites": int(sites),
                    }
                )
            except ValueError:
                raise ValidationError(
                    _("Line %(n)s cannot be read. Write: 2020-02-27 06:30 12."),
                    params={"n": n},
                ) from None
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("crew") == 1:
            self.add_error("crew", _("Two inspectors at least go together."))
        if not (given.get("title_zh") or given.get("title_en")):
            self.add_error(
                "title_zh", _("Write the title in one of the two languages at least.")
            )
        return given

    @property
    def told(self) -> dict[str, Any]:
        given = super().told
        rows = []
        for n in range(1, TEAMS + 1):
            leader, members = given.pop(f"leader_{n}"), given.pop(f"members_{n}")
            if leader:
                rows.append(self._team(n, leader, members))
        drawn = {"waves": given["waves"] or None, "crew": given["crew"] or 0}
        return given | drawn | {"teams": rows}

    def _team(self, n: int, leader: str, members: list[str]) -> dict[str, Any]:
        return {
            "code": f"team-{n}",
            **{f"name_{tongue}": name for tongue, name in _named(n).items()},
            "leader": self.inspectors[leader],
            "inspectors": [self.inspectors[pk] for pk in members],
        }


def _in_use(bound: forms.BoundField) -> bool:
    return bool(bound.errors or bound.value())


def _named(n: int) -> dict[str, str]:
    return in_tongues(lambda: gettext("Team %(n)s") % {"n": n})


class ChainForm(KeyedForm):
    end = forms.CharField(
        label=_("End of your chain"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ShareForm(KeyedForm):
    share = forms.CharField(
        label=_("Your share of this wave"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ArriveForm(KeyedForm):
    arrived_at = forms.DateTimeField(label=_("At the gate since"), initial=clock.now)
    let_in_at = forms.DateTimeField(
        label=_("Let in at"),
        required=False,
        help_text=_("May be written down later; how long it took is a finding too."),
    )
    latitude = forms.FloatField(
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.HiddenInput(attrs={"data-latitude": ""}),
    )
    longitude = forms.FloatField(
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.HiddenInput(attrs={"data-longitude": ""}),
    )


class AnswerForm(KeyedForm):
    """One question: an answer with one tap; what falls short with its fact."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=list(words.ANSWERS.items()),
    )
    fact = forms.CharField(
        label=_("What falls short"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    scope = scope_field()
    due_at = forms.DateTimeField(
        label=_("To be mended by"),
        required=False,
        help_text=_("Left empty: it was corrected before your eyes."),
    )
    photo = PhotoField()
    note = forms.CharField(label=_("Remarks"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Ask for the fact of what falls short."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("answer") == "short" and not (given.get("fact") or "").strip():
            self.add_error("fact", _("Write what falls short, as you saw it."))
        return given


class FinishForm(KeyedForm):
    headcount = forms.IntegerField(
        label=_("Heads counted"), min_value=0, max_value=100_000
    )
    signed_by_name = forms.CharField(
        label=_("Who heard the findings for the home"), max_length=80, required=False
    )
    refused_reason = forms.CharField(
        label=_("If nobody signed: why"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a name, or for the reason why there is none."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("signed_by_name") or given.get("refused_reason")):
            self.add_error("signed_by_name", words.REFUSALS["sign_or_say_why"])
        return given
