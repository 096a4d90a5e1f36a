"""A figure: a number that knows what it means, where, over which days and when it
was counted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from wardline.ground.verdict import Plain


@dataclass(frozen=True, slots=True)
class Figure:
    """A number (or a day), its meaning, place and window; no value: nothing to count.

    `missing` tells how many that should have reported have not, so that a small
    number is never taken for a good one.
    """

    code: str
    value: int | Decimal | date | None
    unit: str
    place: str
    since: date
    until: date
    counted_at: datetime
    missing: int | None = None

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("figure.window_backwards", self.code)
        if self.counted_at.utcoffset() is None:
            raise ValueError("figure.no_zone", self.code)

    def as_plain(self) -> dict[str, Plain]:
        """Return plain data fit for a seal: decimals, days and times as text."""
        return {
            "code": self.code,
            "value": _plain(self.value),
            "unit": self.unit,
            "place": self.place,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "counted_at": self.counted_at.astimezone(UTC).isoformat(),
            "missing": self.missing,
        }


def _plain(value: int | Decimal | date | None) -> Plain:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
