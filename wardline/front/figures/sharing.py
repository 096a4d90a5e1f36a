"""What several figures of one table count alike is counted once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

_counted: ContextVar[dict[Any, Any] | None] = ContextVar("counted", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """Keep what is counted until the block ends."""
    token = _counted.set({})
    try:
        yield
    finally:
        _counted.reset(token)


def once(count: Callable[..., Any]) -> Callable[..., Any]:
    """Count once for the same viewer, place and day while a table is shared."""

    @wraps(count)
    def shared(viewer: Any, *asked: Any) -> Any:
        kept = _counted.get()
        if kept is None:
            return count(viewer, *asked)
        key = (count, viewer.pk, *asked)
        if key not in kept:
            kept[key] = count(viewer, *asked)
        return kept[key]

    return shared
