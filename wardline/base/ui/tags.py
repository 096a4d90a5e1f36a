"""What the template tags stand on: states, reading a value, choosing a tongue."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wardline.base.ui import dates

# The five states a thing can be in, each with its word; never colour alone.
STATES: dict[str, Any] = {
    "ok": _("In order"),
    "wait": _("Waiting"),
    "late": _("Late"),
    "alarm": _("Alarm"),
    "neutral": _("No data"),
}


def read(thing: Any, name: str) -> Any:
    """Read a value from an object or a mapping; absent is None."""
    if isinstance(thing, Mapping):
        return thing.get(name)
    return getattr(thing, name, None)


def tongue(thing: Any, name: str) -> str:
    """Read `<name>_zh` or `<name>_en`, whichever the reader's language has."""
    order = ("zh", "en") if dates.chinese() else ("en", "zh")
    for language in order:
        if said := read(thing, f"{name}_{language}"):
            return str(said)
    return ""
