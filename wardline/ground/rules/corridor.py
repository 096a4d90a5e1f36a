"""A round along the corridor of those in isolation: when it was made, by a phone whose
clock may be wrong, and what becomes of each reading that meets others on record.

What is in doubt counts only against: a fever is never set aside, a "well" is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from wardline.ground.rules.clearance.evidence import SKEW
from wardline.ground.verdict import Reason

NOON = time(12)


class Slot(StrEnum):
    """Which of a day's two rounds a moment belongs to."""

    MORNING = "morning"
    EVENING = "evening"


def slot_of(at: datetime, zone: tzinfo) -> tuple[date, Slot]:
    """Return the day and the round to which a moment belongs: noon parts them."""
    local = at.astimezone(zone)
    return local.date(), Slot.MORNING if local.time() < NOON else Slot.EVENING


# ── when it was made ──


@dataclass(frozen=True, slots=True)
class Glance:
    """What the clock of a phone and that of the server said in one moment."""

    phone: datetime
    server: datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """When a round was made, and what is to be said of the phone's clock."""

    at: datetime | None
    reasons: tuple[Reason, ...] = ()


def timed(read_at: datetime, contact: Glance | None, sent: Glance) -> Timing:
    """Tell when a round was made that a phone dated by its own clock.

    ``contact`` is the last exchange before the round, ``sent`` that of its arrival.
    Each tells by how much the clock was off; where the two disagree somebody set it in
    between, and the one that gives a possible time is believed: after the contact,
    before the arrival. Where both do, or neither, no time is told.
    """
    guesses = {
        glance: read_at - (glance.phone - glance.server)
        for glance in (sent, contact)
        if glance
    }
    since = contact.server - SKEW if contact else None
    possible = {
        glance: at
        for glance, at in guesses.items()
        if at <= sent.server + SKEW and (since is None or at >= since)
    }
    told = sorted(possible.values())
    if not told or told[-1] - told[0] > SKEW:
        args = {"at": sorted(guesses.values())}
        return Timing(None, (Reason("corridor.clock_lost", args),))
    glance, at = next(iter(possible.items()))
    at = min(at, sent.server)
    return Timing(at, _off(read_at, at, glance.phone - glance.server))


def _off(read_at: datetime, at: datetime, off: timedelta) -> tuple[Reason, ...]:
    if abs(off) <= SKEW:
        return ()
    return (Reason("corridor.clock_off", {"read_at": read_at, "at": at}),)


# ── what becomes of each reading ──


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's temperature (°C) and symptoms; None: not taken, not looked for."""

    temperature: Decimal | None = None
    symptomatic: bool | None = None

    @property
    def blank(self) -> bool:
        """Tell whether nothing was done."""
        return self.temperature is None and self.symptomatic is None

    def bad(self, fever_from: Decimal) -> bool:
        """Tell whether it shows a symptom, a fever too."""
        hot = self.temperature is not None and self.temperature >= fever_from
        return hot or self.symptomatic is True


@dataclass(frozen=True, slots=True)
class Earlier:
    """A reading of the same person for the same round, which somebody else entered."""

    reading: Reading
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the records have somebody at the time of the round.

    ``ended_at``: since when they are no longer isolated in that room; ``now_in``: the
    room in which they are; ``left_at``: since when not in the house.
    """

    room: str = ""
    ended_at: datetime | None = None
    now_in: str = ""
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one reading: whether it counts, and what is to be said of it."""

    counts: bool
    reasons: tuple[Reason, ...] = ()


def judge(
    reading: Reading, found: Whereabouts, earlier: Earlier | None, fever_from: Decimal
) -> Fate:
    """Say whether a reading counts; kept is every one.

    One that meets another, or somebody whom the records have elsewhere, counts only if
    it shows a symptom.
    """
    against = tuple(_against(found, earlier))
    bad = reading.bad(fever_from)
    if not against:
        asked = reading.symptomatic is not None or bad
        return Fate(True, () if asked else (Reason("corridor.not_asked"),))
    code = "corridor.counts_against" if bad else "corridor.set_aside"
    return Fate(bad, (*against, Reason(code)))


def _against(found: Whereabouts, earlier: Earlier | None) -> Iterator[Reason]:
    if found.left_at:
        yield Reason("corridor.left_house", {"at": found.left_at})
    elif found.ended_at:
        room = {"room": found.room, "at": found.ended_at}
        code = "corridor.moved" if found.now_in else "corridor.left_isolation"
        yield Reason(code, room | {"now_in": found.now_in})
    if earlier:
        told = {"at": earlier.at, "by": earlier.by}
        told |= {"temperature": earlier.reading.temperature}
        # how warm somebody was is not said of every look
        how = "" if earlier.reading.temperature is not None else "_untaken"
        yield Reason(f"corridor.entered{how}", told)
