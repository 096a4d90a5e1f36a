"""Fields that every form of the gate is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import wording
from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.wording import refusal


def choices(prefix: str, values: Iterable[str]) -> list[tuple[str, Any]]:
    """Return choices worded by ``prefix.value``."""
    return [(value, wording.say(f"{prefix}.{value}")) for value in values]


class PastField(forms.DateTimeField):
    """A moment that has come; it begins with now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", clock.now)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime | None:
        """Refuse what has not happened yet."""
        moment: datetime | None = super().clean(value)
        if moment and moment > clock.now():
            raise refusal("roster.in_the_future", now=clock.now())
        return moment


class TemperatureField(forms.DecimalField):
    """The temperature of a living body, to a tenth of a degree."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Body temperature (°C)"))
        # a number's own input drops a Chinese full stop without a word
        kwargs.setdefault("widget", forms.TextInput)
        super().__init__(max_digits=3, decimal_places=1, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        """Take a Chinese full stop or a comma for the point."""
        if isinstance(value, str):
            value = value.strip().replace("。", ".").replace(",", ".").rstrip("℃°C")
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        """Refuse a slip of the finger."""
        super().validate(value)
        if value is not None and not 30 <= value <= 45:
            raise refusal("roster.temperature_impossible", temperature=value)


class PlateField(forms.CharField):
    """A number plate, as it is compared: capitals, without blanks and dots."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Number plate"))
        super().__init__(max_length=16, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}

    def to_python(self, value: Any) -> str:
        """Drop what people write between the signs."""
        text: str = super().to_python(value)
        return "".join(text.upper().split()).replace("·", "").replace(".", "")


class SymptomField(forms.TypedChoiceField):
    """Were there symptoms? Not done is not no."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Cough, fatigue or other symptoms"))
        super().__init__(
            choices=choices("gate.symptoms", ("no", "yes", "not_done")),
            coerce={"no": False, "yes": True, "not_done": None}.get,
            empty_value=None,
            widget=forms.RadioSelect,
            initial="no",
            **kwargs,
        )


def people_field(people: Iterable[Any], **kwargs: Any) -> forms.TypedChoiceField:
    """Make a field that chooses one of some people."""
    by_pk = {str(person.pk): person for person in people}
    return forms.TypedChoiceField(
        choices=[("", "—"), *((pk, _named(p)) for pk, p in by_pk.items())],
        coerce=by_pk.get,
        empty_value=None,
        **kwargs,
    )


def _named(person: Any) -> str:
    room = getattr(person, "room", "")
    return f"{person.name} · {room}" if room else str(person.name)


class PathogenForm(KeyedForm):
    """A form that asks for a pathogen; ``asked`` is how the policy writes its name."""

    def clean_pathogen(self) -> str:
        """Write what the policy asks about as the policy writes it."""
        given, asked = self.cleaned_data["pathogen"], self.initial.get("asked", "")
        return str(asked if _plain(given) == _plain(asked) else given)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
