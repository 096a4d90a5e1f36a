"""What a person may type about institutions and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui import tags, wording
from wardline.base.ui.forms import KeyedForm
from wardline.work.offices import queries

_ANY = ("", _("all"))
_USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}\Z",
    _("Use at least three small letters, digits, dots or hyphens, such as li.na."),
)


class InstitutionFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of institution"), required=False)
    at = forms.ChoiceField(label=_("Under the division"), required=False)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [_ANY, *_kinds()]  # type: ignore[attr-defined]
        self.fields["at"].choices = [_ANY, *_divisions(viewer)]  # type: ignore[attr-defined]


class PostFilter(forms.Form):
    role = forms.ChoiceField(label=_("Role"), required=False)
    past = forms.BooleanField(label=_("Also posts that have ended"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(role.code, role.label) for role in queries.roles()]
        self.fields["role"].choices = [_ANY, *known]  # type: ignore[attr-defined]


class InstitutionForm(KeyedForm):
    """An institution that opens."""

    division = forms.ChoiceField(label=_("Division it belongs to"))
    kind = forms.ChoiceField(label=_("Kind of institution"))
    name_zh = forms.CharField(
        label=_("Name in Chinese"), max_length=120, required=False
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=120, required=False
    )
    credit_code = forms.CharField(
        label=_("Register number"), max_length=18, required=False
    )
    capacity = forms.IntegerField(label=_("Beds"), min_value=1, max_value=100_000)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, required=False
    )
    longitude = forms.FloatField(
        label=_("Longitude"), min_value=-180, max_value=180, required=False
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        self.viewer = viewer
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _kinds()  # type: ignore[attr-defined]
        self.fields["division"].choices = _divisions(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("name_zh") and not self.cleaned_data.get(
            "name_en"
        ):
            self.add_error(
                "name_zh", _("Write it in at least one of the two languages.")
            )
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        row = dict(self.cleaned_data)
        del row["key"]
        row["code"] = queries.next_code(self.viewer, row["division"])
        return {"rows": [row]}


class AppointForm(KeyedForm):
    """A person who is to answer for a place."""

    role = forms.ChoiceField(label=_("Role"))
    name = forms.CharField(label=_("Name of the person"), max_length=80)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters, digits, dots and hyphens, such as li.na."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    title_zh = forms.CharField(
        label=_("Title of the post in Chinese"), max_length=80, required=False
    )
    title_en = forms.CharField(
        label=_("Title of the post in English"), max_length=80, required=False
    )
    from_on = forms.DateField(label=_("Answers from"))

    def __init__(self, *args: Any, viewer: Any, place: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role, wording.say(f"offices.role.{role}"))
            for role in queries.roles_given(viewer, place)
        ]
        self.fields["from_on"].initial = clock.today

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).lower()
        _USERNAME(username)
        return username

    def told(self, password: str) -> dict[str, Any]:
        row = dict(self.cleaned_data) | {"password": password}
        del row["key"]
        return {"rows": [row]}


class EndForm(KeyedForm):
    """The first day on which a post no longer holds."""

    on = forms.DateField(label=_("No longer answers from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if (on - clock.today()).days > 366:
            raise ValidationError(_("This day is more than a year ahead. Check it."))
        return on


class HandOverForm(KeyedForm):
    """Who holds a post from a day on."""

    name = forms.CharField(label=_("Name of the person"), max_length=80)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters, digits, dots and hyphens, such as li.na."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    on = forms.DateField(label=_("Answers from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).lower()
        _USERNAME(username)
        return username


class DelegateForm(KeyedForm):
    """Who stands in, and for how long."""

    user = forms.ModelChoiceField(label=_("Who stands in"), queryset=None)
    from_on = forms.DateField(label=_("Answers from"))
    until_on = forms.DateField(label=_("No longer answers from"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = queries.deputies(viewer)  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.name  # type: ignore[attr-defined]
        self.fields["from_on"].initial = clock.today


class TakeBackForm(KeyedForm):
    """The holder is back."""


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, tags.tongue(kind, "name")) for kind in places.kinds()]


def _divisions(viewer: Any) -> list[tuple[str, str]]:
    """Return the divisions below, each set in under the one above it."""
    found = list(places.divisions(viewer))
    top = min((division.depth for division in found), default=0)
    return [
        (d.code, "\u3000" * (d.depth - top) + tags.tongue(d, "name")) for d in found
    ]
