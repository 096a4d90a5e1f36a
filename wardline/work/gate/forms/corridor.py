"""A round along the corridor: a reading for each person, from a page that may have been
opened hours ago, on a phone whose clock may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wardline.base.places import clock
from wardline.base.ui.forms import KeyedForm
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries as roster
from wardline.ground.rules import corridor
from wardline.ground.verdict import Reason
from wardline.work.gate.forms.fields import (
    PastField,
    SymptomField,
    TemperatureField,
    choices,
)

_ROW = re.compile(r"[tsm]_(\d{1,18})")
# the latest moment that a phone may name: the year 2100, in milliseconds
_LAST = 4_102_444_800_000
NONE = timedelta(0)
_TAPS = ("no", "yes", "not_done")


def named(data: Mapping[str, Any]) -> set[int]:
    """Return the isolations for which something was sent."""
    return {int(found[1]) for name in data if (found := _ROW.fullmatch(name))}


class CorridorForm(KeyedForm):
    """Everyone in isolation, by room; blank is whom nobody measured."""

    # typed by hand, where the clocks can tell no time
    taken_at = PastField(
        label=_("Round made at"),
        required=False,
        initial=None,
        help_text=_("Leave empty: this phone notes the time by itself."),
    )
    # by the phone's clock: when the last reading was typed, and when the form was sent
    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    phone_now = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # what both clocks said at the last contact before the round
    contact_phone = forms.IntegerField(required=False, widget=forms.HiddenInput)
    contact_server = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        isolations: Sequence[Any],
        looks: roster.Looks,
        slot: str,
        **kwargs: Any,
    ) -> None:
        self.isolations, self.looks, self.slot = isolations, looks, slot
        super().__init__(*args, **kwargs)
        for each in isolations:
            label = {"label": each.person.name}
            self.ask(f"t_{each.pk}", TemperatureField(required=False, **label))
            self.ask(f"s_{each.pk}", SymptomField(required=False, **label))
            self.fields[f"s_{each.pk}"].initial = None
            self.fields[f"s_{each.pk}"].choices = choices("gate.tap", _TAPS)
            given = forms.BooleanField(required=False, **label)
            self.ask(f"m_{each.pk}", given)

    def rooms(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return the fields room by room, for the page."""
        found: dict[str, list[dict[str, Any]]] = {}
        for each in self.isolations:
            row = {
                "isolation": each,
                "temperature": self[f"t_{each.pk}"],
                "symptoms": self[f"s_{each.pk}"],
                "medicine": self[f"m_{each.pk}"],
                "chosen": self[f"s_{each.pk}"].value() or "",
                "look": self.looks.get(each.person_id, {}).get(self.slot),
            }
            found.setdefault(each.room, []).append(row)
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        """Find out when the round was; ask for at least one reading."""
        given = super().clean() or {}
        self.timing = corridor.Timing(given.get("taken_at"))
        if named(self.data) - {each.pk for each in self.isolations}:
            raise refusal("corridor.unknown")
        if not self.errors and not self.told:
            raise refusal("roster.no_reading")
        if not self.errors and self.timing.at is None:
            self.timing = _timed(given)
            if self.timing.at is None:
                self._ask_for_the_time(self.timing.reasons)
        return given

    def _ask_for_the_time(self, reasons: Iterable[Reason]) -> None:
        for reason in reasons:
            self.add_error("taken_at", refusal(reason.code, **reason.args))

    @property
    def told(self) -> list[dict[str, Any]]:
        """Return the rows that ``record_corridor`` asks for: those not blank."""
        rows = []
        for each in self.isolations:
            chosen = (self.data.get(f"s_{each.pk}") or "").strip()
            temperature = self.cleaned_data.get(f"t_{each.pk}")
            given = self.cleaned_data.get(f"m_{each.pk}", False)
            if chosen or temperature is not None or given:
                symptomatic = self.cleaned_data.get(f"s_{each.pk}")
                row = {"temperature": temperature, "symptomatic": symptomatic}
                rows.append({"isolation": each, "antipyretic": given, **row})
        return rows


def _timed(given: Mapping[str, Any]) -> corridor.Timing:
    """Tell the time of the round by what the clocks said; without any it is now."""
    now = clock.now()
    read_at, phone, met = (
        _moment(given.get(name), clock.shift())
        for name in ("read_at", "phone_now", "contact_phone")
    )
    if not read_at or not phone:
        return corridor.Timing(now)
    served = _moment(given.get("contact_server"))
    contact = corridor.Glance(met, served) if met and served else None
    return corridor.timed(read_at, contact, corridor.Glance(phone, now))


def _moment(milliseconds: Any, shift: timedelta = NONE) -> datetime | None:
    """Read a moment; a phone knows nothing of a replay, so its own are shifted."""
    if not isinstance(milliseconds, int) or not 0 < milliseconds < _LAST:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC) + shift
