"""Who looks, and how far: the two settings that row-level security reads.

They hold for one transaction. Without them the web's role sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_SET = (
    "select set_config('wardline.scope', %s, true),"
    " set_config('wardline.user', %s, true)"
)
_GET = (
    "select coalesce(current_setting('wardline.scope', true), ''),"
    " coalesce(current_setting('wardline.user', true), '')"
)


@contextmanager
def entered(scope: str, user: int | None = None) -> Iterator[None]:
    """Open a transaction that sees ``scope`` and below, and put back what was."""
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before = ("", "")
        if nested:
            cursor.execute(_GET)
            before = cursor.fetchone()
        cursor.execute(_SET, [scope, str(user or before[1])])
        yield
        # a savepoint's release keeps the setting: put the outer one back by hand
        # (after an error the rollback does it)
        if nested and not connection.needs_rollback:
            cursor.execute(_SET, before)


def current() -> str:
    """Return the scope of the running transaction ("" for none)."""
    with connection.cursor() as cursor:
        cursor.execute(_GET)
        return cursor.fetchone()[0]


def narrow(scope: str) -> None:
    """Set the scope of the transaction that is already open."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('wardline.scope', %s, true)", [scope])
