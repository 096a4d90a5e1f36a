"""Days and moments as people write them, in the active language and zone."""

import re
from datetime import date, datetime, time

from django.utils import dateformat, timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language

DAY = {"zh": "Y年n月j日", "en": "j F Y"}
MOMENT = {"zh": "Y年n月j日 H:i", "en": "j F Y, H:i"}


def chinese() -> bool:
    """Tell whether the reader's language is Chinese."""
    return (get_language() or "").startswith("zh")


def _write(value: date, formats: dict[str, str]) -> str:
    return dateformat.format(value, formats["zh" if chinese() else "en"])


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date | None) -> str:
    """Write a day: 27 February 2020, 2020年2月27日."""
    return _write(_local(value), DAY) if value else ""


def moment(value: datetime | None) -> str:
    """Write a day with its time: 27 February 2020, 09:05."""
    return _write(_local(value), MOMENT) if value else ""


def clock(value: datetime | time | None) -> str:
    """Write the time of day alone: 09:05."""
    if value is None:
        return ""
    local = _local(value) if isinstance(value, datetime) else value
    return local.strftime("%H:%M")


def span(since: date | None, until: date | None) -> str:
    """Write a window of days; one day is written once."""
    first, last = day(since), day(until)
    if not first or not last or first == last:
        return first or last
    return f"{first}至{last}" if chinese() else f"{first} – {last}"


def apart(one: datetime, other: datetime) -> str:
    """Write how far apart two moments are: 1 hour, 30 minutes; 1小时30分钟."""
    said = timesince(min(one, other), max(one, other))
    return re.sub(r"[\s，]", "", said) if chinese() else said
