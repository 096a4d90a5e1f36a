"""What a person may type about a finding; ``told`` is what the deed is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.accounts.models import Post
from wardline.base.ledger.deeds import Repeated
from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.base.ui.tags import tongue
from wardline.core.correction import queries, words
from wardline.core.correction.evidence import PhotoField, PhotosField

_ANY = ("", _("all"))


def choices(texts: dict[str, Any], any_: bool = False) -> list[tuple[str, Any]]:
    """Return the choices of a field, with "all" first where it filters."""
    return ([_ANY] if any_ else []) + list(texts.items())


def scope_field() -> forms.TypedChoiceField:
    """Ask how far a finding reaches; where nobody says, it is one spot."""
    return forms.TypedChoiceField(
        label=_("How far it reaches"),
        choices=choices(words.SCOPES),
        required=False,
        empty_value="isolated",
    )


def done(form: Any, act: Callable[..., Any], **told: Any) -> bool:
    """Do the deed of a good form; what it refuses becomes an error of the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act(**told, **form.told, key=str(form.key))
    except Repeated:
        return True  # sent twice: it stands already
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=2000, **more)


def post_label(post: Post) -> str:
    """Name a post so that its holder is known: person, title, place."""
    title = tongue(post, "title") or str(post.role.label)
    name = post.user.name if post.user else ""
    return f"{name} · {title} · {tongue(post.place, 'name')}"


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), choices=choices(words.STATES, True), required=False
    )
    source = forms.ChoiceField(
        label=_("Where it came from"),
        choices=choices(words.SOURCES, True),
        required=False,
    )
    aspect = forms.ChoiceField(
        label=_("Aspect"), choices=choices(words.ASPECTS, True), required=False
    )


class FindingForm(KeyedForm):
    """Record a finding by hand."""

    at = forms.ChoiceField(label=_("At which place"))
    source = forms.ChoiceField(label=_("Where it came from"), choices=[])
    aspect = forms.ChoiceField(label=_("Aspect"), choices=choices(words.ASPECTS))
    fact = _text(_("What falls short"))
    citation = forms.CharField(
        label=_("Which rule it breaks"), max_length=300, required=False
    )
    severity = forms.TypedChoiceField(
        label=_("How grave"), coerce=int, choices=choices(words.SEVERITIES)
    )
    scope = scope_field()
    photo = PhotoField()
    more_photos = PhotosField()
    mended = _text(
        _("If it was put right on the spot: what was done"),
        2,
        required=False,
        help_text=_("Somebody else then verifies it. Leave it empty otherwise."),
    )
    proof = PhotoField(label=_("Photo of the repair on the spot"))

    @property
    def on_the_spot(self) -> bool:
        """Tell whether it was put right before the eyes of whoever found it."""
        given = self.cleaned_data
        return bool(given["mended"].strip() or given["proof"])

    @property
    def told(self) -> dict[str, Any]:
        spot = ("mended", "proof")
        given = super().told
        return {k: v for k, v in given.items() if self.on_the_spot or k not in spot}

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(p.code, f"{tongue(p, 'name')} {p.code}") for p in places]
        self.fields["at"].choices = named  # type: ignore[attr-defined]
        by_hand = {k: v for k, v in words.SOURCES.items() if k != "inspection"}
        self.fields["source"].choices = choices(by_hand)  # type: ignore[attr-defined]


class OrderForm(KeyedForm):
    what = _text(_("What is to be done"))
    post = forms.ChoiceField(label=_("Who must do it"))
    due_at = forms.DateTimeField(label=_("By when"))

    def __init__(self, *args: Any, posts: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        named = [(pk, post_label(post)) for pk, post in self.posts.items()]
        self.fields["post"].choices = named  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        return super().told | {"post": self.posts[self.cleaned_data["post"]]}


class BatchForm(KeyedForm):
    """The same order for each of many findings."""

    what = _text(_("What is to be done"))
    due_at = forms.DateTimeField(label=_("By when"))


class SheetForm(KeyedForm):
    """A sheet of orders."""

    file = LimitedFileField(
        label=_("File"),
        kinds=(".xlsx", ".csv"),
        megabytes=5,
        help_text=_("Excel (.xlsx) or .csv, up to 5 MB. It is kept as it came."),
    )


class PlainForm(KeyedForm):
    """A deed of one button."""


class ExtendForm(KeyedForm):
    due_at = forms.DateTimeField(label=_("New term"))
    reason = forms.CharField(label=_("Why it takes longer"), max_length=200)


class DoneForm(KeyedForm):
    text = _text(_("What was done"), required=False)
    photo = PhotoField(help_text=_("Show the mended thing itself."))
    more_photos = PhotosField()


class VerifyForm(KeyedForm):
    holds = forms.TypedChoiceField(
        label=_("What you have seen"),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("It is mended: close it")),
            ("no", _("It is not mended: reopen it")),
        ],
    )
    note = _text(
        _("What you saw"), 2, required=False, help_text=_("Needed when you reopen it.")
    )
    due_at = forms.DateTimeField(label=_("New term if it is reopened"), required=False)


class ReopenForm(KeyedForm):
    """Open a closed finding again."""

    reason = _text(_("What came to be known since it was closed"), 2)
    due_at = forms.DateTimeField(label=_("New term"), required=False)


class ListingForm(KeyedForm):
    """Put a finding, or the place chosen, under listed supervision."""

    at = forms.ChoiceField(label=_("At which place"))
    reason = _text(_("Why it is listed"), 2)
    standard = _text(_("What must hold before it is taken off"), 2, required=False)
    public_reason = forms.CharField(
        label=_("Reason for the public"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Without anybody's name or state of health. If it is filled in, the place, "
            "this reason and the standard can be read by everybody; otherwise the "
            "listing stays internal."
        ),
    )

    def __init__(self, *args: Any, places: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(p.code, f"{tongue(p, 'name')} {p.code}") for p in places]
        self.fields["at"].choices = named  # type: ignore[attr-defined]


class ListFindingForm(ListingForm):
    """The place is the finding's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["at"]


class ProgressForm(KeyedForm):
    """A week of listed supervision."""

    text = _text(_("How far it has come this week"))
    photo = PhotoField()


class UnlistForm(KeyedForm):
    """What shows that the standard is met."""

    met = _text(_("What shows that the standard is met"), 2)


class LookBackForm(KeyedForm):
    percent = forms.IntegerField(
        label=_("How many of a hundred"), min_value=1, max_value=100, initial=33
    )
    seed = forms.CharField(
        label=_("Seed"),
        max_length=64,
        help_text=_(
            "Numbers that everyone saw thrown, such as ten dice. With them anyone can "
            "draw again."
        ),
    )

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"share": given["percent"] / 100, "seed": given["seed"]}


class PlacesForm(forms.Form):
    """Which place, and within how many days the same counts as found again."""

    DAYS = 30

    at = forms.ChoiceField(label=_("Under the division"), required=False)
    days = forms.IntegerField(
        label=_("Found again within so many days"),
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput(attrs={"placeholder": DAYS}),
        required=False,
    )

    def __init__(self, *args: Any, viewer: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [_ANY, *queries.divisions(viewer)]
        self.fields["at"].choices = named  # type: ignore[attr-defined]

    def asked(self, at: str) -> tuple[str, str, int]:
        """Return place, grouping and days; what cannot be read was not said."""
        self.is_valid()
        given = self.cleaned_data
        return (
            given.get("at") or at,
            given.get("by") or queries.GROUPS[0],
            given.get("days") or self.DAYS,
        )


class CourseForm(PlacesForm):
    by = forms.ChoiceField(
        label=_("Grouped by"),
        required=False,
        choices=[
            ("severity", _("How grave")),
            ("aspect", _("Aspect")),
            ("place", _("Place of the finding")),
            ("source", _("Where it came from")),
        ],
    )
