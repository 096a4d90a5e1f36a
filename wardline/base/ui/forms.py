"""Forms that may be sent twice, and fields whose errors tell what to do next."""

from pathlib import PurePath
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MEGABYTE = 1024 * 1024

# Said for every field; {label} is the field's own.
MESSAGES: dict[str, Any] = {
    "required": _("Fill in “{label}”."),
    "invalid_choice": _("Choose “{label}” from the list."),
}
INVALID: dict[type[forms.Field], Any] = {
    forms.DateTimeField: _(
        "Write “{label}” as a day and a time, for example 2020-02-27 09:30."
    ),
    forms.DateField: _("Write “{label}” as a day, for example 2020-02-27."),
    forms.TimeField: _("Write “{label}” as a time, for example 09:30."),
    forms.FloatField: _("Write “{label}” as a number, for example 36.6."),
    forms.DecimalField: _("Write “{label}” as a number, for example 36.6."),
    forms.IntegerField: _("Write “{label}” as a whole number, for example 12."),
}
# Plain inputs become the phone's own pickers.
PICKERS: dict[type[forms.Field], tuple[str, str]] = {
    forms.DateTimeField: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateField: ("date", "%Y-%m-%d"),
    forms.TimeField: ("time", "%H:%M"),
}


class Shared(dict[str, forms.Field]):
    """The fields of a class whose forms do not change them: a form takes them as they
    are, where it else makes a copy of each."""

    def __deepcopy__(self, _known: Any) -> dict[str, forms.Field]:
        return dict(self)


class Keyed:
    """Gives a form its key: what was sent twice under one key is done once. A class
    that is ``unchanged`` promises that no form of it changes a field."""

    fields: dict[str, forms.Field]
    base_fields: ClassVar[dict[str, forms.Field]]
    furnished: ClassVar[bool]
    unchanged: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _furnish(type(self))
        super().__init__(*args, **kwargs)

    def ask(self, name: str, field: forms.Field) -> None:
        """Add a field that depends on the case, with the house's words and pickers."""
        _make_speak(name, field)
        _make_pickable(field)
        self.fields[name] = field

    def add_prefix(self, field_name: str) -> str:
        """Keep the key's name bare, whatever prefix the form has."""
        if field_name == "key":
            return field_name
        return super().add_prefix(field_name)  # type: ignore[misc,no-any-return]

    @property
    def key(self) -> Any:
        """The key once the form is valid."""
        return self.cleaned_data["key"]  # type: ignore[attr-defined]


class KeyedForm(Keyed, forms.Form):
    """A form that may be sent twice."""

    @property
    def told(self) -> dict[str, Any]:
        """What the deed is told once the form is valid: all that was typed, by name."""
        return {k: v for k, v in self.cleaned_data.items() if k != "key"}


class KeyedModelForm(Keyed, forms.ModelForm):
    """A form over a model that may be sent twice; actions save, forms do not."""


def _furnish(kind: type[Keyed]) -> None:
    """Give a class of forms the house's words and pickers, and its key, once: a form
    copies its class's fields, or shares them."""
    if "furnished" in vars(kind):
        return
    for name, field in kind.base_fields.items():
        _make_speak(name, field)
        _make_pickable(field)
    key = forms.UUIDField(
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"),
            _("This page has grown too old. Check what you typed and send again."),
        ),
    )
    # a new table of fields: another thread may be copying the old one
    table = Shared if kind.unchanged else dict
    kind.base_fields = table(kind.base_fields, key=key)
    kind.furnished = True


def _make_speak(name: str, field: forms.Field) -> None:
    label = field.label or name.replace("_", " ").capitalize()
    said = dict(MESSAGES)
    if isinstance(field, forms.BooleanField):
        said["required"] = _("Tick “{label}” first.")
    for kind, message in INVALID.items():
        if isinstance(field, kind):
            said["invalid"] = message
            break
    for code, message in said.items():
        default = _default_message(field, code)
        if field.error_messages.get(code, default) == default:
            field.error_messages[code] = _Labelled(message, label)


def _default_message(field: forms.Field, code: str) -> Any:
    """What the field's class would say, so that a message of one's own is kept."""
    for kind in type(field).__mro__:
        if code in getattr(kind, "default_error_messages", {}):
            return kind.default_error_messages[code]  # type: ignore[attr-defined]
    return None


class _Labelled:
    """A message that names its field, put together when it is read."""

    def __init__(self, message: Any, label: Any) -> None:
        self.message, self.label = message, label

    def __str__(self) -> str:
        return str(self.message).format(label=self.label)

    def __mod__(self, params: Any) -> str:
        return str(self)


def _make_pickable(field: forms.Field) -> None:
    for kind, (input_type, written) in PICKERS.items():
        if isinstance(field, kind) and isinstance(
            field.widget, forms.DateTimeInput | forms.DateInput | forms.TimeInput
        ):
            field.widget.input_type = input_type
            field.widget.format = written
            return


class LimitedFileField(forms.FileField):
    """A file of certain kinds, up to a size: `kinds=(".docx", ".pdf")`."""

    def __init__(
        self, *, kinds: tuple[str, ...] = (), megabytes: int = 20, **kwargs: Any
    ) -> None:
        self.kinds, self.megabytes = kinds, megabytes
        super().__init__(**kwargs)
        if kinds:
            self.widget.attrs["accept"] = ",".join(kinds)
        self.widget.attrs["data-megabytes"] = str(megabytes)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large or of another kind, and say what would do."""
        file = super().clean(data, initial)
        if not data:
            return file
        if self.kinds and PurePath(file.name).suffix.lower() not in self.kinds:
            raise ValidationError(
                _("“%(name)s” cannot be read here. Choose a file of: %(kinds)s."),
                params={"name": file.name, "kinds": " ".join(self.kinds)},
                code="kind",
            )
        if file.size > self.megabytes * MEGABYTE:
            raise ValidationError(
                ngettext_lazy(
                    "“%(name)s” is larger than %(limit)d MB. Send a smaller file.",
                    "“%(name)s” is larger than %(limit)d MB. Send a smaller file.",
                    "limit",
                ),
                params={"name": file.name, "limit": self.megabytes},
                code="size",
            )
        return file
