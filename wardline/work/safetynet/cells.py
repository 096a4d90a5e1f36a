"""What one cell of a list may say: read gently, refused with a code."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from wardline.ground.methods import identity

_DAY = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")
_YES = {"是", "有", "超标", "yes", "y", "true", "1"}
_NO = {"否", "无", "未超标", "no", "n", "false", "0"}
# the day that spreadsheets count from
_EPOCH = date(1899, 12, 30)


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


def name(cell: Any) -> str:
    written = text(cell)
    if not written:
        raise Faulty("list.name_missing")
    return written[:80]


def number(cell: Any) -> str:
    """Return a resident's number, tidied; a slip of the hand is let through, as the
    comparison may repair it."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 1e15:
        raise Faulty("list.number_rounded")
    written = text(cell)
    if not written:
        raise Faulty("list.number_missing")
    if re.fullmatch(r"\d\.\d+E\+?\d+", written.upper()):
        raise Faulty("list.number_rounded")
    tidied = identity.normalise(written)
    for fault in identity.faults(tidied):
        if fault in ("identity.length", "identity.characters"):
            raise Faulty(fault, length=len(tidied))
    return tidied


def members(cell: Any) -> int:
    found = _decimal(cell, "list.members")
    if found is None or found != int(found) or not 1 <= found <= 50:
        raise Faulty("list.members", got=text(cell))
    return int(found)


def money(cell: Any) -> Decimal | None:
    found = _decimal(cell, "list.income")
    if found is not None and not 0 <= found < 10**9:
        raise Faulty("list.income", got=text(cell))
    return None if found is None else found.quantize(Decimal("0.01"))


def yes_or_no(cell: Any) -> bool | None:
    written = text(cell).casefold()
    if isinstance(cell, bool) or written in _YES | _NO:
        return cell if isinstance(cell, bool) else written in _YES
    if written:
        raise Faulty("list.yes_or_no", got=written)
    return None


def day(cell: Any) -> date | None:
    """Return a day: a real one, a count of days, or text with the year in front."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and 20_000 <= cell <= 80_000:
        return _EPOCH + timedelta(days=int(cell))
    written = text(cell)
    if not written:
        return None
    if found := _DAY.fullmatch(written):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    raise Faulty("list.day", got=written)


def _decimal(cell: Any, code: str) -> Decimal | None:
    written = text(cell).replace(",", "")
    if not written:
        return None
    try:
        found = Decimal(written)
    except InvalidOperation:
        raise Faulty(code, got=text(cell)) from None
    if not found.is_finite():
        raise Faulty(code, got=written)
    return found
