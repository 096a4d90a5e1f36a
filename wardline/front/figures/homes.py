"""Institutions by the division that they belong to, in one short query."""

from typing import NamedTuple

from django.db.models import Avg, Case, Count, F, QuerySet, When

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.front.figures.sharing import once


class Homes(NamedTuple):
    """How many open institutions a division has, and their mean point, if known."""

    number: int
    latitude: float | None
    longitude: float | None


@once
def homes_of(viewer: Post, at: str) -> dict[str, Homes]:
    """Count the open institutions by division, and find their middle."""
    rows = _by_division(places.institutions(viewer, at), at).annotate(
        number=Count("pk"), latitude=Avg("latitude"), longitude=Avg("longitude")
    )
    return {code: Homes(*found) for code, *found in rows}


def homes(viewer: Post, at: str) -> dict[str, int]:
    """Count the open institutions by division."""
    return {code: found.number for code, found in homes_of(viewer, at).items()}


def by_division(found: QuerySet[Place], at: str) -> dict[str, int]:
    """Count institutions by division; those of ``at`` itself one by one."""
    return dict(_by_division(found, at).annotate(number=Count("pk")))


def _by_division(found: QuerySet[Place], at: str) -> QuerySet:
    # a nation has fewer divisions than homes: only so many rows travel
    where = Case(When(parent=at, then=F("code")), default=F("parent_id"))
    return found.order_by().values_list(where)
