"""What one cell of a list of households may say."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from wardline.base.ui.cells import Faulty, rounded, text
from wardline.ground.methods import identity

_YES = {"是", "有", "超标", "yes", "y", "true", "1"}
_NO = {"否", "无", "未超标", "no", "n", "false", "0"}


def name(cell: Any) -> str:
    written = text(cell)
    if not written:
        raise Faulty("list.name_missing")
    return written[:80]


def number(cell: Any) -> str:
    """Return a resident's number, tidied; a slip of the hand is let through, as the
    comparison may repair it."""
    if rounded(cell):
        raise Faulty("list.number_rounded")
    written = text(cell)
    if not written:
        raise Faulty("list.number_missing")
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
