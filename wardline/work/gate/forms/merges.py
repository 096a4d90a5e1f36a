"""What is typed where two records are one person's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.ui import dates
from wardline.base.ui.forms import KeyedForm
from wardline.core.roster import queries as roster


class MergeForm(KeyedForm):
    """Which of two records stays."""

    def __init__(self, *args: Any, two: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.two = {str(person.pk): person for person in two}
        self.ask(
            "stays",
            forms.ChoiceField(
                label=_("The record that stays"),
                choices=[(pk, _told(person)) for pk, person in self.two.items()],
                widget=forms.RadioSelect,
                help_text=_("The one in isolation, if one is."),
            ),
        )
        note = forms.CharField(label=_("Remark"), max_length=200, required=False)
        self.ask("note", note)

    @property
    def told(self) -> dict[str, Any]:
        """Return what ``merge_people`` asks for."""
        stays = self.cleaned_data["stays"]
        goes = [person for pk, person in self.two.items() if pk != stays]
        into = self.two[stays]
        person = goes[0] if goes else into
        return {"person": person, "into": into, "note": self.cleaned_data["note"]}


class PartForm(KeyedForm):
    """A merge is taken back."""


def _told(person: Any) -> str:
    """Name a record by what tells it from another."""
    parts = [person.name, _("record %(number)s") % {"number": person.pk}]
    parts += [person.room] if person.room else []
    parts += [dates.day(person.born_on)] if person.born_on else []
    parts += [roster.masked(person)] if person.id_number else []
    if roster.open_isolation(person):
        parts.append(_("in isolation"))
    return " · ".join(map(str, parts))
