"""One array instead of ten thousand parameters."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL


def any_of(column: str, numbers: Iterable[int]) -> RawSQL:
    """Return the condition that a column holds one of these numbers.

    The column stands as it is written: in a sub-query it would be that of the question
    outside, compared row by row. Use it in a question of its own.
    """
    return RawSQL(f"{column} = any(%s::bigint[])", [[*numbers]], BooleanField())
