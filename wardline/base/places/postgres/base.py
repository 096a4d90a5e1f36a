"""PostgreSQL with less talk about the talking: what opens and closes a transaction is
told to the server as it is, what every request asks is asked without a cursor, and
whether the server is there is seen at the socket."""

from __future__ import annotations

import selectors
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import errors
from psycopg.pq import ConnStatus, ExecStatus

Row = list[str | None]

# a connection that was silent for longer is asked whether it lives: a network between
# may have forgotten it without a word
_TRUSTED_FOR = 30.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection; BEGIN, COMMIT, savepoints and what is asked with ``ask``
    take no cursor, because a cursor takes six times as long as they do.

    psycopg stays in autocommit, so that it begins nothing by itself.
    """

    _seen = 0.0

    def _start_transaction_under_autocommit(self) -> None:
        self._tell("BEGIN")

    def _set_autocommit(self, autocommit: bool) -> None:
        # between the two of a transaction nothing changes: BEGIN is told, see above
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)

    def _commit(self) -> None:
        if self.connection is not None:
            self._tell("COMMIT")

    def _rollback(self) -> None:
        # psycopg's own would make the server forget all that is prepared
        if self.connection is not None:
            self._tell("ROLLBACK")

    def _savepoint(self, sid: str) -> None:
        self._tell(self.ops.savepoint_create_sql(sid))

    def _savepoint_rollback(self, sid: str) -> None:
        self._tell(self.ops.savepoint_rollback_sql(sid))

    def _savepoint_commit(self, sid: str) -> None:
        self._tell(self.ops.savepoint_commit_sql(sid))

    def _tell(self, statement: str) -> None:
        """Send a statement that gives nothing back. Raises Django's database errors."""
        with debug_transaction(self, statement), self.wrap_database_errors:
            self._demand(self.connection.pgconn.exec_(statement.encode()))

    def ask(self, statement: str, values: Sequence[Any]) -> list[Row]:
        """Ask what is asked again and again (see ``postgres.ask``)."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        self.validate_no_broken_transaction()
        with debug_transaction(self, statement), self.wrap_database_errors:
            told = [_written(value) for value in values]
            server = self.connection.pgconn
            name = self._known.get(statement) or self._prepare(server, statement)
            got = server.exec_prepared(name, told)
            self._demand(got)
        return [
            [_read(got.get_value(row, column)) for column in range(got.nfields)]
            for row in range(got.ntuples)
        ]

    def _prepare(self, server: Any, statement: str) -> bytes:
        name = b"wardline_%d" % len(self._known)
        self._demand(server.prepare(name, statement.encode()))
        self._known[statement] = name
        return name

    def _demand(self, got: Any) -> None:
        """Raise psycopg's error where a statement failed."""
        if got.status in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
            return
        server = self.connection.pgconn
        if server.status == ConnStatus.BAD:
            raise errors.OperationalError(server.get_error_message())
        error = errors.error_from_result(got)
        if isinstance(error, errors.InvalidSqlStatementName):  # psycopg forgot them all
            self._known.clear()
        raise error

    def get_new_connection(self, conn_params: Any) -> Any:
        """Connect; what another connection has prepared is unknown to this one."""
        self._known: dict[str, bytes] = {}
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Tell whether the server is still there: it says so when it hangs up."""
        now, before = time.monotonic(), self._seen
        self._seen = now
        if now - before < _TRUSTED_FOR and self._silent():
            return True
        return super().is_usable()

    def _silent(self) -> bool:
        """Tell whether nothing waits to be read, not even that it was closed."""
        if self.connection is None or self.connection.closed:
            return False
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.connection.fileno(), selectors.EVENT_READ)
            return not waiting.select(0)


def _written(value: Any) -> bytes | None:
    """Write a value as PostgreSQL reads it. Raises DataError for a text with a zero."""
    if value is None:
        return None
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, list):
        value = "{" + ",".join(map(_quoted, value)) + "}"
    told = value if isinstance(value, bytes) else str(value).encode()
    if b"\0" in told:
        raise errors.DataError("A text in PostgreSQL has no zero byte.")
    return told


def _quoted(text: str) -> str:
    """Write a text as an element of an array."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _read(value: bytes | None) -> str | None:
    return None if value is None else value.decode()
