"""Institutions by the division that they belong to, in one short query."""

from datetime import date
from typing import NamedTuple

from django.db.models import Avg, Case, Count, F, When

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.front.figures.sharing import once
from wardline.work.surveillance import queries as surveillance


class Homes(NamedTuple):
    """How many open institutions a division has, their mean point, if known, and from
    how many no report of the day has come."""

    number: int
    latitude: float | None
    longitude: float | None
    silent: int


@once
def homes_of(viewer: Post, at: str, on: date) -> dict[str, Homes]:
    """Count the open institutions by division, those of ``at`` itself one by one; one
    pass over a nation's homes serves all that is asked of them."""
    # a nation has fewer divisions than homes: only so many rows travel
    where = Case(When(parent=at, then=F("code")), default=F("parent_id"))
    rows = (
        places.institutions(viewer, at)
        .order_by()
        .values_list(where)
        .annotate(
            number=Count("pk"),
            latitude=Avg("latitude"),
            longitude=Avg("longitude"),
            silent=Count("pk", filter=~surveillance.heard(on)),
        )
    )
    return {code: Homes(*found) for code, *found in rows}


def homes(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count the open institutions by division."""
    return {code: found.number for code, found in homes_of(viewer, at, on).items()}
