"""One rule for every clock: the moment it points to, whether a duty is done, late or
open, and who should have been told by now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """An hour of the day, where the place is: the first one from the start on."""

    at: time


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes after an event."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Days:
    """Days after a date; the last one counts to its end unless an hour is set."""

    days: int
    at: time = time.max


@dataclass(frozen=True, slots=True)
class Spacing:
    """Hours between two events: the second not before this moment."""

    hours: int


@dataclass(frozen=True, slots=True)
class WindowBack:
    """Days back from an event: what happened from this moment on counts."""

    days: int


@dataclass(frozen=True, slots=True)
class Validity:
    """Hours for which something is good: until this moment."""

    hours: int


Clock: TypeAlias = TimeOfDay | Minutes | Days | Spacing | WindowBack | Validity


class State(StrEnum):
    """Where a duty stands."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told, and how many minutes after the duty fell due."""

    role: str
    after_minutes: int


@dataclass(frozen=True, slots=True)
class Hop:
    """A rung that should have been told, and the moment for it."""

    rung: int
    role: str
    due_at: datetime


def clock_from_plain(plain: Mapping[str, object]) -> Clock:
    """Read a clock such as {"kind": "time_of_day", "at": "17:30"}; else ValueError."""
    kind = plain.get("kind")
    build = _BUILD.get(str(kind))
    if build is None:
        raise ValueError("clock.kind_unknown", kind)
    return build(plain)


def due_at(clock: Clock, start: datetime, zone: tzinfo) -> datetime:
    """Return the moment to which the clock points, in the place's zone."""
    local = start.astimezone(zone)
    match clock:
        case TimeOfDay(at):
            due = datetime.combine(local, at, zone)
            return due if due >= local else _on_day(local, 1, at)
        case Minutes(minutes):
            return _later(local, timedelta(minutes=minutes))
        case Days(days, at):
            return _on_day(local, days, at)
        case WindowBack(days):
            return _on_day(local, -days, time.min)
        case Spacing(hours) | Validity(hours):
            return _later(local, timedelta(hours=hours))


def state(due_at: datetime, done_at: datetime | None, now: datetime) -> State:
    """Tell where a duty stands; done at the very moment it falls due is in time."""
    if done_at is not None and done_at <= now:
        return State.DONE if done_at <= due_at else State.DONE_LATE
    return State.LATE if now > due_at else State.OPEN


def hops(
    due_at: datetime,
    now: datetime,
    ladder: Sequence[Rung],
    done_at: datetime | None = None,
) -> tuple[Hop, ...]:
    """Return the rungs that should have been told by now, each with its moment.

    A duty climbs until it is done: what was done late keeps the hops it had earned.
    """
    climbed = (
        Hop(number, rung.role, _later(due_at, timedelta(minutes=rung.after_minutes)))
        for number, rung in enumerate(ladder)
    )
    return tuple(
        hop
        for hop in climbed
        if hop.due_at <= now and (done_at is None or hop.due_at < done_at)
    )


def _later(moment: datetime, by: timedelta) -> datetime:
    """Add elapsed time: Python adds wall time, which summer time would falsify."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _on_day(local: datetime, days: int, at: time) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, at, local.tzinfo)


def _amount(plain: Mapping[str, object], name: str) -> int:
    value = plain.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"clock.{name}_not_a_number", value)
    return value


def _hour(plain: Mapping[str, object]) -> time:
    value = plain.get("at")
    try:
        hour = time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        hour = None
    if hour is None or hour.tzinfo is not None:
        raise ValueError("clock.at_not_an_hour", value)
    return hour


def _days(plain: Mapping[str, object]) -> Days:
    at = _hour(plain) if "at" in plain else time.max
    return Days(_amount(plain, "days"), at)


_BUILD: Mapping[str, Callable[[Mapping[str, object]], Clock]] = {
    "time_of_day": lambda plain: TimeOfDay(_hour(plain)),
    "minutes": lambda plain: Minutes(_amount(plain, "minutes")),
    "days": _days,
    "spacing": lambda plain: Spacing(_amount(plain, "hours")),
    "window_back": lambda plain: WindowBack(_amount(plain, "days")),
    "validity": lambda plain: Validity(_amount(plain, "hours")),
}
