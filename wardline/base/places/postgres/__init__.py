"""The connection to PostgreSQL, as Django wants it (``ENGINE`` names this folder), and
the short way for what every request asks of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from psycopg.types.json import Jsonb

_PLAIN = (str, int, float, Decimal, date, Jsonb, type(None))


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


def plain(values: Collection[Any]) -> bool:
    """Tell whether ``insert`` knows how to write these values."""
    return all(isinstance(value, _PLAIN) for value in values)


def insert(
    model: type[Model], values: Mapping[str, Any], returning: Collection[Field]
) -> list[tuple[Any, ...]]:
    """Insert plain values, prepared for the database, by column; return what Django
    wants to have returned. Raises Django's database errors."""
    columns = ", ".join(f'"{column}"' for column in values)
    places = ", ".join(f"${n + 1}" for n in range(len(values)))
    wanted = ", ".join(f'"{field.column}"' for field in returning)
    statement = f'insert into "{model._meta.db_table}" ({columns}) values ({places})'
    statement += f" returning {wanted}" if wanted else ""
    told = [_json(v) if isinstance(v, Jsonb) else v for v in values.values()]
    rows = ask(statement, *told)
    return [
        tuple(f.to_python(text) for f, text in zip(returning, row, strict=True))
        for row in rows
    ]


def _json(value: Jsonb) -> str:
    return str((value.dumps or json.dumps)(value.obj))
