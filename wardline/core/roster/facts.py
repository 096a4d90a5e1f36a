"""What every deed of the roster refuses, and what every fact carries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.ui import cells
from wardline.base.ui.wording import refusal
from wardline.core.roster.queries import members


def tidied(number: object) -> str:
    """Return a tube's number as it is kept and compared: no spaces, capital letters."""
    return cells.text(number).upper().replace(" ", "")


def refuse_the_future(*moments: datetime | None) -> None:
    """Refuse what has not happened yet."""
    if any(moment and moment > clock.now() for moment in moments):
        raise refusal("roster.in_the_future", now=clock.now())


def refuse_the_impossible(temperatures: Iterable[Decimal | None]) -> None:
    """Refuse a slip of the finger: a living body has 30 to 45 °C."""
    for given in temperatures:
        if given is not None and not 30 <= given <= 45:
            raise refusal("roster.temperature_impossible", temperature=given)


def refuse_stale(by: Post, person: Any, superseded: Any) -> None:
    """Refuse to correct what is somebody else's, or has been corrected before."""
    if superseded is None:
        return
    if superseded.person_id not in members(by, person):
        raise refusal("roster.not_theirs")
    later = type(superseded).objects.filter(supersedes=superseded).first()
    if later:
        raise refusal("roster.corrected_already", at=later.recorded_at)


def signed(by: Post, person: Any, at: datetime) -> dict[str, Any]:
    """Return what every signed fact about a person carries."""
    return {
        "place_id": person.place_id,
        "person": person,
        "at": at,
        "recorded_at": clock.now(),
        "recorded_by": by,
    }
