"""Counts institutions by the division that they belong to, in one short query."""

from django.db.models import Case, Count, F, QuerySet, When

from wardline.base.places.models import Place


def by_division(found: QuerySet[Place], at: str) -> dict[str, int]:
    """Count institutions by division; those of ``at`` itself one by one.

    A nation has fewer divisions than homes: only so many rows travel.
    """
    where = Case(When(parent=at, then=F("code")), default=F("parent_id"))
    rows = found.order_by().values_list(where)
    return dict(rows.annotate(number=Count("pk")))
