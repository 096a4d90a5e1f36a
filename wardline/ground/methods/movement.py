"""How much moves through a gate: crossings per 100 heads, beside last week and others.

A plain rate and a plain median; nothing is estimated.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

_TENTH = Decimal("0.1")


def rate(crossings: int, heads: int) -> Decimal | None:
    """Return crossings per 100 heads, to a tenth; None where nobody is."""
    if heads <= 0:
        return None
    per_hundred = Decimal(100 * crossings) / Decimal(heads)
    return per_hundred.quantize(_TENTH, ROUND_HALF_UP)


def middle(rates: Iterable[Decimal | None]) -> Decimal | None:
    """Return the median of the rates there are, to a tenth; None without any."""
    known = [each for each in rates if each is not None]
    return median(known).quantize(_TENTH, ROUND_HALF_UP) if known else None


def week_of(on: date) -> date:
    """Return the Monday of the ISO week of a day."""
    return on - timedelta(days=on.weekday())


def name_of(monday: date) -> str:
    """Write the ISO week that begins on a day: 2020-W09."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"


def read_week(text: str) -> date | None:
    """Read "2020-W09" as the Monday it begins with; None where it is no week."""
    try:
        year, _, week = text.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
