"""What one cell of a table may say, whatever the table: read gently, refused with a
code."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

_DAY = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")
_TIME = re.compile(
    r"(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})?(?:\.\d+)?\s*秒?)?"
)
# the day that spreadsheets count from
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001


class Faulty(Exception):
    """A cell, or a whole file, that cannot be read: a code and its arguments."""

    def __init__(self, code: str, **args: Any) -> None:
        self.code, self.args_ = code, args
        super().__init__(code)


def text(cell: Any) -> str:
    """Return a cell as text, without the spaces around it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(unicodedata.normalize("NFKC", str(cell or "")).split())


def rounded(cell: Any) -> bool:
    """Tell whether Excel has turned a long number into a rounded one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell >= 1e15
    return bool(re.fullmatch(r"\d\.\d+E\+?\d+", text(cell).upper()))


def day(cell: Any) -> date | None:
    """Return a day: a real one, a count of days, or text with the year in front."""
    found = moment(cell)
    return found.date() if isinstance(found, datetime) else found


def moment(cell: Any) -> datetime | date | None:
    """Return a moment without its zone, or a day where no time is written."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and 20_000 <= cell <= 80_000:
        found = _EPOCH + timedelta(seconds=round(cell * 86_400))
        return found.date() if cell == int(cell) else found
    written = text(cell)
    if not written:
        return None
    if found := _written(written):
        return found
    raise Faulty("list.day", got=written)


def _written(text: str) -> datetime | date | None:
    if not (head := _DAY.match(text)):
        return None
    after = text[head.end() :]
    rest = after.strip(" T,")
    # a digit that touches the day is no time of its own: 20200228123
    apart = rest != after or head.group()[-1] in " 日"
    clock = _TIME.fullmatch(rest) if apart else None
    try:
        on = date(*map(int, head.groups()))
        if clock:
            return datetime.combine(on, time(*(int(n or 0) for n in clock.groups())))
    except ValueError:
        return None
    return None if rest else on
