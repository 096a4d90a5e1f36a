"""What a person may type about progress, lists and gaps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import dates, tags, wording
from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.work.safetynet import queries
from wardline.work.safetynet.words import scheme_name

_ANY = ("", _("all"))
_KINDS = [
    ("entitled", wording.say("safetynet.kind.entitled")),
    ("covered", wording.say("safetynet.kind.covered")),
]


class ProgressForm(KeyedForm):
    """A division's week in a campaign."""

    at = forms.ChoiceField(label=_("Reporting division"))
    campaign = forms.ChoiceField(label=_("Campaign"))
    week_on = forms.DateField(
        label=_("Counted up to"),
        help_text=_("The last day of the week. The same day again corrects it."),
    )
    target = forms.IntegerField(label=_("Target"), min_value=0, max_value=10**9)
    done = forms.IntegerField(label=_("Done so far"), min_value=0, max_value=10**9)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = queries.campaigns(viewer)
        _choose(self, "at", _divisions(viewer))
        _choose(self, "campaign", [(c.code, tags.tongue(c, "title")) for c in running])
        self.fields["week_on"].initial = clock.today


class ListForm(KeyedForm):
    """A list from another department."""

    kind = forms.ChoiceField(
        label=_("Whom the list names"), choices=_KINDS, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(label=_("Scheme of assistance"))
    file = LimitedFileField(
        label=_("File"),
        kinds=(".xlsx", ".csv"),
        megabytes=20,
        help_text=_("Excel (.xlsx) or .csv, up to 20 MB. It is kept as it came."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, scheme_name(code)) for code in queries.schemes(viewer)]
        _choose(self, "scheme", known)

    @property
    def told(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        return {
            "kind": self.cleaned_data["kind"],
            "scheme": self.cleaned_data["scheme"],
            "name": file.name,
            "content": file.read(),
        }


class CompareForm(KeyedForm):
    """Two lists to be laid beside each other."""

    entitled = forms.ChoiceField(label=_("List of households in need"))
    covered = forms.ChoiceField(label=_("List of households covered"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ("entitled", "covered"):
            found = queries.lists(viewer, kind)[:200]
            _choose(self, kind, [(str(row.pk), _titled(row)) for row in found])

    def told(self, viewer: Any) -> dict[str, Any]:
        chosen = (int(self.cleaned_data[kind]) for kind in ("entitled", "covered"))
        entitled, covered = (queries.source_list(viewer, pk) for pk in chosen)
        return {"entitled": entitled, "covered": covered}


class GapForm(KeyedForm):
    """What a visit to a household showed."""

    outcome = forms.ChoiceField(
        label=_("What the visit showed"),
        choices=[
            ("confirmed", _("The household is entitled and not covered")),
            ("not_a_gap", _("It is covered already, moved away or not entitled")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What was seen and who was met"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class PlaceFilter(forms.Form):
    at = forms.ChoiceField(label=_("Under the division"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "at", [_ANY, *_divisions(viewer, every=True)])


class GapFilter(PlaceFilter):
    state = forms.ChoiceField(label=_("State of the gap"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(s, wording.say(f"safetynet.gap.{s}")) for s in queries.STATES]
        _choose(self, "state", [_ANY, *said])


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _divisions(viewer: Any, every: bool = False) -> list[tuple[str, str]]:
    found = queries.divisions(viewer) if every else queries.leaves(viewer)
    return [(place.code, tags.tongue(place, "name")) for place in found]


def _titled(row: Any) -> str:
    parts = (dates.day(row.taken_at), row.name, scheme_name(row.scheme), row.rows)
    return " · ".join(map(str, parts))
