"""Documents, measures, levels, holds: what a person may type about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import tags, wording
from wardline.base.ui.forms import Keyed, KeyedForm
from wardline.core.guidance import queries
from wardline.core.guidance.words.norms import KINDS

Choices = list[tuple[str, Any]]
_ANY = ("", _("all"))
_CODE = _("Short code")


def code_field(
    label: Any = _CODE, max_length: int = 40, help_text: Any = ""
) -> forms.CharField:
    """Return the field of a code by which other records cite one."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        validators=[validate_slug],
        error_messages={
            "invalid": _("Use letters, digits and hyphens only, for example notice-7.")
        },
        help_text=help_text,
    )


class LookForm(Keyed, forms.Form):
    """Which place and which day to look at."""

    place = forms.CharField(
        label=_("Place below yours, by name or code"), required=False, max_length=120
    )
    on = forms.DateField(label=_("On the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]  # it only looks


class DocumentFilter(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=[_ANY, *KINDS.items()], required=False
    )


class DocumentForm(KeyedForm):
    """A document for the register."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=list(KINDS.items()))
    code = code_field(
        help_text=_("Letters, digits and hyphens; measures and orders cite it.")
    )
    number = forms.CharField(
        label=_("Number of the document"), max_length=80, required=False
    )
    issued_on = forms.DateField(label=_("Issued on"))
    title_zh = forms.CharField(
        label=_("Title in Chinese"), max_length=200, required=False
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=200, required=False
    )
    issuer_zh = forms.CharField(
        label=_("Issuer in Chinese"), max_length=120, required=False
    )
    issuer_en = forms.CharField(
        label=_("Issuer in English"), max_length=120, required=False
    )
    source = forms.CharField(
        label=_("Where the text is found"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replaces = forms.ChoiceField(
        label=_("Next edition of"),
        required=False,
        help_text=_(
            "Nothing of the earlier edition ends by this; a page shows what differs."
        ),
    )
    names_measures = forms.CharField(
        label=_("Withdraws these measures by name"),
        required=False,
        help_text=_("Codes of measures, with blanks between."),
    )
    withdraws = forms.MultipleChoiceField(
        label=_("Withdraws these holds and policies by name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        self.viewer = viewer
        super().__init__(*args, **kwargs)
        own = queries.withdrawable(viewer)
        earlier = [("", _("no earlier edition")), *document_choices(viewer)]
        self.fields["replaces"].choices = earlier  # type: ignore[attr-defined]
        self.fields["withdraws"].choices = [  # type: ignore[attr-defined]
            (name, wording.say(f"guidance.named_{kind}", name=name))
            for kind, name in own
        ]
        if not own:
            del self.fields["withdraws"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code in queries.document_ids(self.viewer.place_id):
            raise ValidationError(
                _("A document with this code is registered already. Choose another.")
            )
        return code

    def clean_names_measures(self) -> list[str]:
        return known_codes(self.viewer, self.cleaned_data["names_measures"])

    def clean(self) -> dict[str, Any]:
        need_one_tongue(self, "title_zh", "title_en")
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        row = without_key(self)
        named = row.pop("names_measures")
        return {"rows": [row | {"withdraws": [*row.get("withdraws", []), *named]}]}


class LevelForm(KeyedForm):
    """A response level from a day, by a document."""

    level = forms.IntegerField(
        label=_("Response level"),
        min_value=1,
        max_value=9,
        help_text=_("1 is the gravest."),
    )
    from_on = forms.DateField(label=_("In force from"))
    document_code = forms.ChoiceField(label=_("By the document"))
    # what was shown before signing; it must still be what is signed
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_code"].choices = document_choices(viewer)  # type: ignore[attr-defined]
        self.fields["from_on"].initial = clock.today

    @property
    def told(self) -> dict[str, Any]:
        return without_key(self)

    @property
    def is_seen(self) -> bool:
        return bool(self.cleaned_data["seen"] == self._chosen())

    def show_as_seen(self) -> None:
        """Note down, for the next sending, what is on the screen now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = self._chosen()

    def _chosen(self) -> str:
        return "|".join(str(value) for value in self.told.values())


class HoldForm(KeyedForm):
    """From a day nothing relaxes, whatever the level does."""

    code = code_field(
        max_length=60,
        help_text=_("The document that one day withdraws the hold must name it."),
    )
    from_on = forms.DateField(label=_("Nothing relaxes from"))
    level_kept = forms.IntegerField(
        label=_("Measures stay as at response level"), min_value=1, max_value=9
    )
    document_code = forms.ChoiceField(label=_("By the document"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_code"].choices = document_choices(viewer)  # type: ignore[attr-defined]
        self.fields["from_on"].initial = clock.today

    @property
    def told(self) -> dict[str, Any]:
        return without_key(self)


class WithdrawForm(KeyedForm):
    """The day and the document by which a hold ends."""

    document = forms.ChoiceField(label=_("By the document"))
    on = forms.DateField(label=_("The hold ends on"))

    def __init__(self, *args: Any, naming: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.naming = {found.code: found for found in naming}
        self.fields["document"].choices = [_choice(found) for found in naming]  # type: ignore[attr-defined]
        self.fields["on"].initial = clock.today

    @property
    def told(self) -> dict[str, Any]:
        document = self.naming[self.cleaned_data["document"]]
        return {"document": document, "on": self.cleaned_data["on"]}


def document_choices(viewer: Any) -> Choices:
    """Return the documents that hold at the viewer's place, newest first."""
    return [_choice(found) for found in queries.citable(viewer)]


def _choice(document: Any) -> tuple[str, str]:
    title = tags.tongue(document, "title") or document.code
    return document.code, f"{document.issued_on} · {document.number or '—'} · {title}"


def without_key(form: Any) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    for name in ("key", "seen"):
        told.pop(name, None)
    return told


def need_one_tongue(form: forms.Form, *names: str) -> None:
    if not any(form.cleaned_data.get(name) for name in names):
        form.add_error(names[0], _("Write it in at least one of the two languages."))


def known_codes(viewer: Any, text: str) -> list[str]:
    """Return the codes of measures in a text, or name the one that is none."""
    codes = text.replace(",", " ").replace("，", " ").split()
    known = set(queries.measures(viewer).values_list("code", flat=True))
    for code in codes:
        if code not in known:
            raise ValidationError(
                _("“%(code)s” is the code of no measure. Look it up under Measures."),
                params={"code": code},
            )
    return codes


def need_days_in_order(form: forms.Form) -> None:
    """Refuse a last day before the first."""
    first, last = (form.cleaned_data.get(f"valid_{end}") for end in ("from", "to"))
    if first and last and last < first:
        form.add_error(
            "valid_to", _("The last day comes before the first. Choose a later day.")
        )
