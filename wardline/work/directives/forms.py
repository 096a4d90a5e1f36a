"""What is typed of directives and meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import tags, wording
from wardline.base.ui.forms import KeyedForm, LimitedFileField
from wardline.work.directives import queries
from wardline.work.directives.models import Obligation
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
        if not (given.get("title_zh") or given.get("title_en")):
            self.add_error("title_zh", _("Write the title, in one language at least."))
        if not (given.get("issuer_zh") or given.get("issuer_en")):
            self.add_error("issuer_zh", _("Name who issued it, in one language."))
        if not (given.get("body_zh") or given.get("body_en")):
            self.add_error("body_zh", _("Write the text, in one language at least."))
        return given


class SameForm(KeyedForm):
    """Which directive a draft is the same order as."""

    same_as = forms.IntegerField(widget=forms.HiddenInput)


class AudienceForm(KeyedForm):
    """Whom it is for: levels, and places by name; nothing chosen means everyone."""

    depths = forms.MultipleChoiceField(
        label=_("Levels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for everyone below."),
    )
    to = forms.CharField(
        label=_("Or only these places"),
        required=False,
        max_length=2000,
        help_text=_("Codes of places below yours, with blanks between."),
    )

    def __init__(
        self, *args: Any, viewer: Any, at: str, own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.at, self.own = viewer, at, own
        self.fields["depths"].choices = [
            (str(tier.depth), tags.tongue(tier, "name"))
            for tier in queries.levels(viewer, at, own=own)
        ]

    def clean_to(self) -> list[str]:
        """Read the codes; name those that are no open place below."""
        wanted = self.cleaned_data["to"].replace("，", " ").replace(",", " ").split()
        found = queries.addressed(self.viewer, self.at, wanted, own=self.own)
        known = set(found.values_list("code", flat=True)) if wanted else set()
        if unknown := [code for code in wanted if code not in known]:
            raise ValidationError(
                _("No open place below yours has the code %(codes)s."),
                params={"codes": ", ".join(unknown)},
            )
        return wanted

    def clean_depths(self) -> list[int]:
        """Return the levels as numbers."""
        return [int(depth) for depth in self.cleaned_data["depths"]]

    @property
    def told(self) -> dict[str, Any]:
        """Return what the action is told: everything but the key."""
        told = dict(self.cleaned_data)
        told.pop("key")
        return told


class IssueForm(AudienceForm):
    """To whom, and within how many hours they sign."""

    due_hours = forms.IntegerField(
        label=_("Sign within (hours)"), min_value=1, max_value=720
    )


class RelayForm(AudienceForm):
    """To whom below, with lines of one's own."""

    added_text = forms.CharField(
        label=_("Lines you add"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You may add to a directive, never take anything away."),
    )
    field_order = ("added_text",)


class ObligationForm(AudienceForm):
    """What must be done, by whom, by when, proved by what."""

    text_zh = forms.CharField(
        label=_("What must be done, in Chinese"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text_en = forms.CharField(
        label=_("What must be done, in English"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    role = forms.ChoiceField(
        label=_("Who is to do it"),
        choices=[(r, wording.say(f"directives.role.{r}")) for r in Obligation.ROLES],
        widget=forms.RadioSelect,
        initial="head",
    )
    due_at = forms.DateTimeField(label=_("Done by"))
    proof = forms.ChoiceField(
        label=_("Proved by"),
        choices=[(p, wording.say(f"directives.proof.{p}")) for p in Obligation.PROOFS],
        widget=forms.RadioSelect,
        initial="measure",
    )
    field_order = ("text_zh", "text_en", "role", "due_at", "proof")

    def clean_due_at(self) -> Any:
        """Refuse an hour that has passed."""
        due_at = self.cleaned_data["due_at"]
        if due_at <= clock.now():
            raise wording.refusal("directives.due_in_the_past", now=clock.now())
        return due_at

    def clean(self) -> dict[str, Any]:
        """Ask what must be done, in one language at least."""
        given = super().clean() or {}
        if not (given.get("text_zh") or given.get("text_en")):
            self.add_error("text_zh", _("Say what must be done, in one language."))
        return given


class WithdrawForm(KeyedForm):
    """Why an obligation is taken back."""

    why = forms.CharField(label=_("Why it is taken back"), max_length=200)


class FulfilForm(KeyedForm):
    """The proof: a record, a report, or what was done with a photo or a file."""

    text = forms.CharField(
        label=_("Record, report, or what was done"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = LimitedFileField(
        label=_("Photo or file"),
        required=False,
        help_text=_("A photo, or a file of up to 20 MB."),
    )

    @property
    def told(self) -> dict[str, Any]:
        """Return the proof as the action takes it."""
        file, told = self.cleaned_data["file"], {"text": self.cleaned_data["text"]}
        if file is None:
            return told
        kept = {"name": file.name, "media_type": file.content_type or ""}
        return told | {"file": kept | {"content": file.read()}}


class DoneForm(KeyedForm):
    """What was done, in a line."""

    text = forms.CharField(
        label=_("How it was carried out"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MeetingForm(AudienceForm):
    """A meeting: what, when, where to join, who is invited."""

    title_zh = forms.CharField(
        label=_("Title in Chinese"), max_length=200, required=False
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=200, required=False
    )
    starts_at = forms.DateTimeField(label=_("Begins at"))
    ends_at = forms.DateTimeField(
        label=_("Ends at"),
        required=False,
        help_text=_("Left empty: two hours after it begins."),
    )
    link = forms.URLField(
        label=_("Link to join by video"),
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    field_order = ("title_zh", "title_en", "starts_at", "ends_at", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        self.fields["starts_at"].initial = hour + timedelta(hours=1)

    def clean(self) -> dict[str, Any]:
        """Ask for a title, in one language at least."""
        given = super().clean() or {}
        if not (given.get("title_zh") or given.get("title_en")):
            self.add_error("title_zh", _("Write the title, in one language at least."))
        return given


class AnswerForm(KeyedForm):
    """Who sits at this phone."""

    name = forms.CharField(label=_("Your name"), max_length=80)


class CodeForm(AnswerForm):
    """The code that was read out, and who sits at this phone."""

    code = forms.CharField(
        label=_("Code of the meeting"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("code", "name")

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_code(self) -> str:
        """Find the meeting that goes by this code."""
        code: str = "".join(self.cleaned_data["code"].split())
        self.meeting = queries.meeting_by_code(self.viewer, code)
        if self.meeting is None:
            raise ValidationError(
                _("No meeting that invites you has this code. Listen again, or ask.")
            )
        return code


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
        ],
    )
