"""Who looks, and how far: the two settings that row-level security reads.

They hold for one transaction. Without them the web's role sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from wardline.base.places.postgres import ask

_SET = (
    "select set_config('wardline.scope', $1, true),"
    " set_config('wardline.user', $2, true)"
)
_GET = (
    "select coalesce(current_setting('wardline.scope', true), ''),"
    " coalesce(current_setting('wardline.user', true), '')"
)


# what holds in the running transaction, so that it need not be asked nor set twice
_held: ContextVar[tuple[str, str] | None] = ContextVar("scope", default=None)


@contextmanager
def entered(scope: str, user: int | None = None) -> Iterator[None]:
    """Open a transaction that sees ``scope`` and below, and put back what was."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = (_held.get() or _asked()) if nested else ("", "")
        token = _held.set(before)
        try:
            _hold(scope, str(user or before[1]))
            yield
            # a savepoint's release keeps the setting: put the outer one back by hand
            # (after an error the rollback does it)
            if nested:
                _hold(*before)
        finally:
            _held.reset(token)


def current() -> str:
    """Return the scope of the running transaction ("" for none)."""
    return _asked()[0]


def adopt(scope: str, user: str) -> None:
    """Note what a question has set in the open transaction."""
    _held.set((scope, user))


def choose(scope: str) -> None:
    """Set the scope of the transaction that is already open, if it is another."""
    _hold(scope, (_held.get() or _asked())[1])


def _hold(scope: str, user: str) -> None:
    if _held.get() != (scope, user):
        ask(_SET, scope, user)
        _held.set((scope, user))


def _asked() -> tuple[str, str]:
    scope, user = ask(_GET)[0]
    return scope or "", user or ""
