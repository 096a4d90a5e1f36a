"""A meeting, and whoever answers its roll."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui import tags
from wardline.base.ui.forms import KeyedForm
from wardline.work.directives import queries
from wardline.work.directives.forms.audience import AudienceForm
from wardline.work.directives.forms.tongues import demand_one_tongue


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
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One line for each point."),
    )
    directive = forms.ModelChoiceField(
        label=_("Directive that it passes on"),
        required=False,
        queryset=None,
        empty_label=_("none"),
    )
    field_order = ("title_zh", "title_en", "starts_at", "ends_at", "link", "agenda")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hour = clock.now().replace(minute=0, second=0, microsecond=0)
        self.fields["starts_at"].initial = hour + timedelta(hours=1)
        field = self.fields["directive"]
        field.queryset = queries.in_force(self.viewer)
        field.label_from_instance = lambda row: tags.tongue(row, "title")

    def clean(self) -> dict[str, Any]:
        """Ask for a title, in one language at least."""
        given = super().clean() or {}
        said = _("Write the title, in one language at least.")
        demand_one_tongue(self, given, title=said)
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


class ExcuseForm(KeyedForm):
    """Why nobody can come."""

    reason = forms.CharField(label=_("Why nobody can come"), max_length=200)


class MinutesForm(KeyedForm):
    """What was said and decided."""

    text_zh = forms.CharField(
        label=_("Minutes in Chinese"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One sentence for each decision: who must do what, and by when."),
    )
    text_en = forms.CharField(
        label=_("Minutes in English"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a text, in one language at least."""
        given = super().clean() or {}
        said = _("Write the minutes, in one language at least.")
        demand_one_tongue(self, given, text=said)
        return given
