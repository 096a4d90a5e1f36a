"""Tens of thousands of rows that are nearly the same, in one statement.

An order to a nation is a row for each home, and they differ in the home alone: making
40,000 objects of them takes many times longer than writing them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models


def insert_alike(
    model: type[models.Model],
    each: Mapping[str, Sequence[Any]],
    every: Mapping[str, Any],
) -> None:
    """Insert rows that differ only in the columns of ``each``; what nobody names has
    its default. Raises ValueError where the columns are not equally long."""
    if len({len(values) for values in each.values()}) > 1:
        raise ValueError("The columns are not equally long.")
    fields = {f.attname: f for f in model._meta.concrete_fields}
    own = [fields[name] for name in each]
    shared = [
        (field, every.get(name, field.get_default()))
        for name, field in fields.items()
        if name not in each and not field.primary_key
    ]
    name = connection.ops.quote_name
    columns = ", ".join(name(field.column) for field in [*own, *(f for f, _ in shared)])
    picked = [f"e.c{n}" for n, _ in enumerate(own)]
    picked += [f"%s::{_type(field)}" for field, _ in shared]
    rows = ", ".join(f"%s::{_type(field)}[]" for field in own)
    names = ", ".join(f"c{n}" for n, _ in enumerate(own))
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {name(model._meta.db_table)} ({columns})"
            f" select {', '.join(picked)} from unnest({rows}) as e ({names})",
            [
                *(field.get_db_prep_save(value, connection) for field, value in shared),
                *(list(values) for values in each.values()),
            ],
        )


def _type(field: models.Field[Any, Any]) -> str:
    asked = field.rel_db_type if field.is_relation else field.db_type
    return str(asked(connection))
