"""Counts of heads by place, in a fixed number of queries for any number of places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.queries import zone
from wardline.core.roster.models import Pass, Person, Stay
from wardline.core.roster.queries.merges import merged_away
from wardline.core.roster.queries.people import holds

COUNTS = ("residents", "workers", "isolating", "yesterday", "came_in", "went_out")


def day(on: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day and of the next, in the authority's zone."""
    start = datetime.combine(on, time(0), zone())
    return start, datetime.combine(on + timedelta(days=1), time(0), zone())


def headcount(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count one institution's heads on a day; see ``headcounts``."""
    return headcounts(viewer, at, on).get(at, dict.fromkeys(COUNTS, 0))


# every report and every gate asks this: one statement that the database keeps prepared,
# where the models would be asked four times. What ``inside`` says, moment by moment.
_HEADCOUNTS = """
    with stayed as materialized (
        select s.place_code, p.kind, m.name, coalesce((
            select x.direction from roster_pass x
            where x.person_id = s.person_id and x.place_code = s.place_code
                and x.allowed and x.at >= s.from_at and x.at < m.moment
            order by x.at desc limit 1), 'in') as latest
        from (values ('now', %(end)s), ('yesterday', %(start)s)) as m (name, moment)
        join roster_stay s on s.from_at <= m.moment
            and (s.to_at is null or s.to_at > m.moment)
        join roster_person p on p.id = s.person_id
        where s.place_code >= %(at)s and s.place_code < %(at)s || '~'
            and s.place_code >= %(scope)s and s.place_code < %(scope)s || '~'
            and not exists (
                select from roster_merge g
                where g.person_id = s.person_id and g.into_id is not null
                    and not exists (
                        select from roster_merge e where e.supersedes_id = g.id))
    )
    select place_code, case name when 'now' then kind || 's' else name end, count(*)
    from stayed where latest = 'in' group by 1, 2
    union all
    select place_code, 'isolating', count(*) from roster_isolation
    where from_at <= %(end)s and (to_at is null or to_at > %(end)s)
        and place_code >= %(at)s and place_code < %(at)s || '~'
        and place_code >= %(scope)s and place_code < %(scope)s || '~'
    group by 1
    union all
    select place_code, case direction when 'in' then 'came_in' else 'went_out' end,
        count(*) from roster_pass
    where at >= %(start)s and at < %(end)s and allowed and person_id is not null
        and place_code >= %(at)s and place_code < %(at)s || '~'
        and place_code >= %(scope)s and place_code < %(scope)s || '~'
    group by 1, direction
"""


def headcounts(viewer: Post, at: str, on: date) -> dict[str, dict[str, int]]:
    """Count, by place: who is in (residents, workers), who is in isolation, who was in
    when the day began, who came in and went out at the gate since.

    Who has a stay is in, unless their latest crossing during it led out.
    """
    start, end = day(on)
    asked = {"start": start, "end": min(end, clock.now())}
    asked |= {"at": at, "scope": viewer.place_id}
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HEADCOUNTS, asked)
        for place, name, count in cursor:
            found.setdefault(place, dict.fromkeys(COUNTS, 0))[name] = count
    return found


def inside(viewer: Post, at: str, when: datetime) -> QuerySet[Stay]:
    """Return the stays of those who were in at a moment, and not out at the gate."""
    latest = (
        Pass.objects.filter(
            person=OuterRef("person"),
            place=OuterRef("place"),
            allowed=True,
            at__gte=OuterRef("from_at"),
            at__lt=when,
        )
        .order_by("-at")
        .values("direction")[:1]
    )
    found: QuerySet[Stay] = (
        Stay.objects.within(viewer.place_id)
        .within(at)
        .filter(holds(when))
        .annotate(latest=Coalesce(Subquery(latest), Value("in")))
        .filter(~merged_away("person"), latest="in")
    )
    return found


def grouped(rows: QuerySet) -> dict[str, int]:
    """Count any rows that belong to places, by place."""
    counted = rows.prefetch_related(None).order_by().values_list("place_id")
    return dict(counted.annotate(count=Count("pk")).order_by("place_id"))


def beds(viewer: Post, at: str, when: datetime) -> dict[str, list[Person]]:
    """Return who is in, room by room, for a temperature round."""
    found: dict[str, list[Person]] = {}
    stays = inside(viewer, at, when).select_related("person")
    for stay in stays.order_by("room", "person__name", "person_id"):
        found.setdefault(stay.room, []).append(stay.person)
    return found
