"""When a notice leaves the house: at once, when the quiet hours end, or with the day's
digest; and after which pauses a message that did not arrive is tried again."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import IntEnum

from wardline.ground.rules import deadlines


class Grade(IntEnum):
    """How loud a notice is."""

    PLAIN = 0  # can wait for the digest
    LOUD = 1  # at once, unless it is quiet
    GRAVEST = 2  # at once, also in quiet hours


@dataclass(frozen=True, slots=True)
class Hours:
    """When a channel carries what; equal ends of quiet are none."""

    loud: bool
    digest_at: time | None = None
    quiet_from: time | None = None
    quiet_to: time | None = None


# a message that fails is tried seven times within ten and a half hours
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360))


def pause(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries, or None: it is given up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def quiet_until(at: datetime, hours: Hours, zone: tzinfo) -> datetime | None:
    """Return when the quiet ends in which a moment lies, or None outside of it.

    The hour at which quiet begins is quiet, the hour at which it ends is not.
    """
    start, end = hours.quiet_from, hours.quiet_to
    if start is None or end is None or start == end:
        return None
    local = at.astimezone(zone).timetz().replace(tzinfo=None)
    over_midnight = end < start
    quiet = local >= start or local < end if over_midnight else start <= local < end
    return deadlines.due_at(deadlines.TimeOfDay(end), at, zone) if quiet else None


def awake(at: datetime, grade: Grade, hours: Hours, zone: tzinfo) -> datetime:
    """Return the moment itself, or the end of the quiet in which it lies."""
    if grade is Grade.GRAVEST:
        return at
    return quiet_until(at, hours, zone) or at


def goes_at(
    sent_at: datetime, grade: Grade, hours: Hours, zone: tzinfo
) -> datetime | None:
    """Return when a notice leaves by a channel; None: this channel never carries it."""
    if hours.loud and grade >= Grade.LOUD:
        return awake(sent_at, grade, hours, zone)
    if hours.digest_at is None:
        return None
    digest = deadlines.due_at(deadlines.TimeOfDay(hours.digest_at), sent_at, zone)
    return awake(digest, Grade.PLAIN, hours, zone)


def is_alarm(grade: Grade, hours: Hours) -> bool:
    """Tell whether a channel carries a notice by itself, not in the digest."""
    return hours.loud and grade >= Grade.LOUD
