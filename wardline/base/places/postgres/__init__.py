"""The connection to PostgreSQL, as Django wants it (``ENGINE`` names this folder), and
the short way for what every request asks of it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model


def ask(statement: str, *values: Any) -> list[list[str | None]]:
    """Ask what is asked again and again, with ``$1`` for the first value; return rows
    of texts. It is prepared once for a connection and takes no cursor.

    Values are texts, bytes of UTF-8, numbers, days, moments and lists of texts;
    whatever else goes there and back as JSON. Raises Django's database errors.
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


def insert(made: Model) -> None:
    """Insert a new record as ``ask`` does, and give it its number; no signal is sent.
    For plain columns and JSON. Raises Django's database errors."""
    statement, fields = _inserting(type(made))
    made.pk = int(ask(statement, *(_value(each, made) for each in fields))[0][0] or 0)
    made._state.adding, made._state.db = False, connection.alias


@cache
def _inserting(model: type[Model]) -> tuple[str, list[Field[Any, Any]]]:
    quote = connection.ops.quote_name
    fields = [each for each in model._meta.concrete_fields if not each.primary_key]
    columns = ", ".join(quote(each.column) for each in fields)
    values = ", ".join(f"${n}" for n in range(1, len(fields) + 1))
    into, pk = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"insert into {into} ({columns}) values ({values}) returning {pk}", fields


def _value(field: Field[Any, Any], made: Model) -> Any:
    value = field.get_prep_value(getattr(made, field.attname))
    return json.dumps(value) if isinstance(field, JSONField) else value
