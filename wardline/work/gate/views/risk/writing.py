"""How numbers of risk are written: two digits that count, and never one without its
range.
"""

from __future__ import annotations

import math
from typing import Any

from django.utils.translation import gettext as _

from wardline.ground.methods.residual import Across, Estimate

LEAST = 1e-6  # smaller numbers are written as smaller than this
LEAST_PERCENT = 1e-4


def number(value: float, least: float = LEAST) -> str:
    """Write a number with two significant digits, without an exponent."""
    if value <= 0:
        return "0"
    if value < least:
        return "<" + f"{least:.6f}".rstrip("0")
    places = max(0, 1 - math.floor(math.log10(value)))
    text = f"{round(value, places):,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """Write a share as a percentage, without the sign."""
    return number(100 * share, LEAST_PERCENT)


def span(low: float, high: float, write: Any = number) -> str:
    """Write both ends."""
    return f"{write(low)}–{write(high)}"


def shares(across: Across) -> dict[str, str]:
    """Write an estimate of a share: the range over structures, and the 95 %."""
    return _both(across, percent, " %")


def numbers(across: Across) -> dict[str, str]:
    """Write an estimate of a number: the range over structures, and the 95 %."""
    return _both(across, number, "")


def one(estimate: Estimate) -> str:
    """Write a share with its own 95 % interval."""
    return f"{percent(estimate.median)} % ({interval(estimate, percent)})"


def interval(estimate: Estimate, write: Any = number) -> str:
    """Write both ends; where no interval was published, say so."""
    if estimate.low == estimate.median == estimate.high != 0:
        return _("no interval published")
    return span(estimate.low, estimate.high, write)


def days(values: tuple[float, ...]) -> str:
    """Write days in a row; none is said."""
    return ", ".join(f"{day:g}" for day in values) or _("no test")


def _both(across: Across, write: Any, unit: str) -> dict[str, str]:
    return {
        "range": span(across.lowest, across.highest, write) + unit,
        "interval": span(*across.envelope, write) + unit,
    }
