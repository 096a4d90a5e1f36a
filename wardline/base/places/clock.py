"""The one clock. A replay or a test sets it; nothing else asks the machine.

``WARDLINE_CLOCK`` (an ISO time with offset) makes the whole program start at that
time and go on from there, as the demo does.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def _offset() -> timedelta:
    started = os.environ.get("WARDLINE_CLOCK")
    if not started:
        return timedelta(0)
    # the moment of setting travels with it, so that every worker agrees
    since = float(os.environ.get("WARDLINE_CLOCK_SET_AT", "0") or "0")
    real = datetime.fromtimestamp(since or time.time(), UTC)
    return datetime.fromisoformat(started) - real


_shift = _offset()


def start_at(moment: datetime) -> None:
    """Let this program, and the processes it starts, go on from ``moment``."""
    global _shift
    os.environ["WARDLINE_CLOCK"] = moment.isoformat()
    os.environ["WARDLINE_CLOCK_SET_AT"] = str(time.time())
    _shift = _offset()


def now() -> datetime:
    """Return the present moment, in UTC."""
    return _set.get() or datetime.now(UTC) + _shift


def shift() -> timedelta:
    """Return by how much the whole program's clock is set off: by years in a replay."""
    return _shift


def today() -> date:
    """Return today's date in the authority's zone."""
    from wardline.base.places.queries import zone

    return now().astimezone(zone()).date()


def shifted() -> bool:
    """Tell whether the program runs on a set clock (the page then says so)."""
    return bool(_shift) or _set.get() is not None


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment``, which must carry its zone."""
    if moment.tzinfo is None:
        raise ValueError("The clock is set to a time with a zone.")
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
