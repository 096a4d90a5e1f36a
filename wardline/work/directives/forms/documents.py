"""A document taken in, checked, set aside; and which of them to list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.work.directives.forms.tongues import demand_one_tongue
from wardline.work.directives.words import URGENCIES

_ACCEPT = ".html,.htm,.docx,.xlsx,.pdf,.eml,.txt,text/html,text/plain,application/pdf"


class TakeInForm(KeyedForm):
    """A document as a file, or its text pasted."""

    file = LimitedFileField(
        label=_("File"),
        required=False,
        help_text=_(
            "A saved web page, Word (.docx), Excel (.xlsx), PDF, e-mail (.eml) or "
            "plain text, up to 20 MB."
        ),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = _ACCEPT

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not (given.get("file") or given.get("text", "").strip() or self.errors):
            self.add_error("file", _("Choose a file, or paste the text below."))
        return given

    @property
    def told(self) -> dict[str, Any]:
        """Return the document as the action takes it."""
        file = self.cleaned_data["file"]
        if file is None:
            return {"text": self.cleaned_data["text"]}
        told = {"name": file.name, "media_type": file.content_type or ""}
        return {"content": file.read(), **told}


class CorrectForm(KeyedForm):
    """The fields of a directive, as recovered, to be put right by hand."""

    title_zh = forms.CharField(
        label=_("Title in Chinese"), max_length=200, required=False
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=200, required=False
    )
    number = forms.CharField(
        label=_("Number of the document"), max_length=80, required=False
    )
    issuer_zh = forms.CharField(
        label=_("Issuer in Chinese"), max_length=120, required=False
    )
    issuer_en = forms.CharField(
        label=_("Issuer in English"), max_length=120, required=False
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)
    addressees = forms.CharField(
        label=_("Whom it names"), max_length=400, required=False
    )
    issued_on = forms.DateField(label=_("Date of the document"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=list(URGENCIES.items()))
    body_zh = forms.CharField(
        label=_("Text in Chinese"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    body_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title, an issuer and a text, in one language at least."""
        given = super().clean() or {}
        demand_one_tongue(
            self,
            given,
            title=_("Write the title, in one language at least."),
            issuer=_("Name who issued it, in one language."),
            body=_("Write the text, in one language at least."),
        )
        return given


class SameForm(KeyedForm):
    """Which directive a draft is the same order as."""

    same_as = forms.IntegerField(widget=forms.HiddenInput)


class StateFilter(forms.Form):
    """How far directives have come."""

    state = forms.ChoiceField(
        label=_("How far it has come"),
        required=False,
        choices=[
            ("", _("Drafts and issued")),
            ("draft", _("draft, not issued")),
            ("open", _("someone has not signed")),
            ("reached", _("everyone has signed")),
            ("recalled", _("recalled")),
        ],
    )
