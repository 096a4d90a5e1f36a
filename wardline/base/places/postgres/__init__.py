"""The connection to PostgreSQL, as Django wants it (``ENGINE`` names this folder), and
the short way for what every request asks of it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Model


def ask(statement: str, *values: Any) -> list[list[str | None]]:
    """Ask what is asked again and again, with ``$1`` for the first value; return rows
    of texts. It is prepared once for a connection and takes no cursor.

    Values are texts, bytes of UTF-8, numbers, days and moments; whatever else goes
    there and back as JSON. Raises Django's database errors.
    """
    found: list[list[str | None]] = connection.ask(statement, values)  # type: ignore[attr-defined]
    return found


def record(model: type[Model], row: dict[str, Any] | None) -> Any:
    """Return the record of a row that came as JSON, with what came of it."""
    if row is None:
        return None
    fields = [field for field in model._meta.concrete_fields if field.column in row]
    values = [field.to_python(row[field.column]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)
