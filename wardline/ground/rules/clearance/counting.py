"""How days are counted. Officials disagree, so each policy names its convention."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache


class Count(StrEnum):
    """Three readings of "at least n days"."""

    DAY0_END = "day0_end"  # the first day is day 0; out after the end of day n
    DAY1_END = "day1_end"  # the first day is day 1; out after the end of day n
    ELAPSED = "elapsed"  # n times 24 hours


def over_at(
    anchor: datetime, days: int, count: Count, zone: tzinfo, extra: int = 0
) -> datetime:
    """Return the first moment at which so many days since the anchor are over."""
    if count is Count.ELAPSED:
        return anchor + timedelta(days=days + extra)
    whole = days + extra + (count is Count.DAY0_END)
    return midnight(local_day(anchor, zone) + timedelta(days=whole), zone)


def day_begins_at(anchor: datetime, index: int, count: Count, zone: tzinfo) -> datetime:
    """Return when the day with this index begins, counted from the anchor."""
    ahead = index - (count is Count.DAY1_END)
    return midnight(local_day(anchor, zone) + timedelta(days=ahead), zone)


def day_index(anchor: datetime, moment: datetime, count: Count, zone: tzinfo) -> int:
    """Return the index of the civil day of a moment, counted from the anchor."""
    days = (local_day(moment, zone) - local_day(anchor, zone)).days
    return days + (count is Count.DAY1_END)


@lru_cache(maxsize=8192)
def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the civil day of a moment."""
    return moment.astimezone(zone).date()


def last_minute(day: date, zone: tzinfo) -> datetime:
    """Return the last minute of a civil day: when in it something was is unknown."""
    return datetime.combine(day, time(23, 59), zone).astimezone(UTC)


# the same few weeks are asked for again and again, for ten thousand people
@lru_cache(maxsize=8192)
def midnight(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which a civil day begins."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


@lru_cache(maxsize=8192)
def midnights(first: date, last: date, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the moments at which the civil days from–to begin."""
    number = (last - first).days + 1
    return tuple(midnight(first + timedelta(days=n), zone) for n in range(number))
