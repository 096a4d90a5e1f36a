"""What is typed on the way in of a found child, and what is signed on the way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.work.gate.forms.fields import PastField, choices, people_field

# what the first bytes of a file say it is
KINDS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}


class PaperField(LimitedFileField):
    """A photo or PDF of a paper, known by its first bytes and not by its name."""

    def __init__(self, **kwargs: Any) -> None:
        kinds = (".jpg", ".jpeg", ".png", ".pdf")
        super().__init__(kinds=kinds, megabytes=10, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return name, kind and content of the file, as an attachment wants them."""
        file = super().clean(data, initial)
        if not file:
            return None
        content = file.read()
        kind = next((k for magic, k in KINDS.items() if content.startswith(magic)), "")
        if not kind:
            raise ValidationError(
                _("This file is no photo and no PDF, whatever its name says.")
            )
        return {"name": file.name, "media_type": kind, "content": content}


class IntakeForm(KeyedForm):
    """A child found."""

    kind = forms.ChoiceField(
        label=_("Who was found"),
        choices=choices("gate.intake", ("infant", "minor")),
        widget=forms.RadioSelect,
        initial="infant",
    )
    name = forms.CharField(
        label=_("Name, or what the child is called for now"),
        max_length=80,
        required=False,
        help_text=_("Not known yet? Leave it empty; it is entered later."),
    )
    found_at = PastField(label=_("Found at"))
    found_where = forms.CharField(label=_("Where found"), max_length=200)
    found_by = forms.CharField(label=_("Found by"), max_length=120)

    def __init__(self, *args: Any, hospitals: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(hospitals)
        for each in known:
            each.name, each.room = tags.tongue(each, "name"), ""
        field = people_field(known, label=_("Goes first to"), required=False)
        field.initial = str(known[0].pk) if known else ""
        self.ask("hospital", field)


class StepForm(KeyedForm):
    """The next step of an intake; what is asked depends on the step."""

    done_at = PastField(label=_("Done at"))
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)
    photo = PaperField(label=_("Photo of the hospital's paper"), required=False)

    def __init__(
        self, *args: Any, step: str, diseases: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.diseases = sorted(diseases)
        if step in ("hospital", "isolation"):
            del self.fields["photo"]
        asked = dict(self._asked(step))
        for name, field in asked.items():
            self.ask(name, field)
        self.order_fields(["done_at", *asked])

    def _asked(self, step: str) -> Iterable[tuple[str, forms.Field]]:
        if step == "health_check":
            found = choices("gate.health", ("sound", "ill"))
            yield (
                "outcome",
                forms.ChoiceField(label=_("Result of the health check"), choices=found),
            )
        if step == "screening":
            results = choices("gate.outcome", ("negative", "positive", "indeterminate"))
            for name, disease in enumerate(self.diseases):
                yield (
                    f"disease_{name}",
                    forms.ChoiceField(
                        label=choices("gate.disease", [disease])[0][1], choices=results
                    ),
                )
        if step == "isolation":
            room = forms.CharField(label=_("Isolation room"), max_length=20)
            yield "room", room
        if step == "admission":
            paper = _("The hospital's certificate has been seen")
            yield "certified", forms.BooleanField(label=paper, required=False)

    @property
    def told(self) -> dict[str, Any]:
        """Return what ``step_intake`` asks for."""
        given = dict(self.cleaned_data)
        given.pop("key")
        detail = {
            disease: given.pop(f"disease_{number}")
            for number, disease in enumerate(self.diseases)
            if f"disease_{number}" in given
        }
        return given | {"detail": detail}


class ReviewForm(KeyedForm):
    """What was done about a release that is open again."""

    note = forms.CharField(
        label=_("What was found and done"),
        help_text=_("About the person, and about each of those who shared a room."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReleaseForm(KeyedForm):
    """The signature."""

    seen = forms.BooleanField(
        label=_("I have looked at each clause and answer for this release.")
    )
