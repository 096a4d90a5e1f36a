"""Where all findings stand, counted in one pass by place and state."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from wardline.base.accounts.models import Post

# ``queries._told`` for many at once: the latest rows of all are sorted in three
# passes, where it looks for those of each finding by itself (a test holds them alike)
_STATES = """
with orders as (
    select distinct on (finding_id) finding_id, due_at from correction_action
    where {near} and ordered_at <= %(now)s order by finding_id, id desc
), done as (
    select distinct on (finding_id) finding_id, id from correction_completion
    where {near} and done_at <= %(now)s order by finding_id, id desc
), seen as (
    select distinct on (finding_id) finding_id, holds, completion_id
    from correction_verification
    where {near} and verified_at <= %(now)s order by finding_id, id desc
)
select f.place_code, case
    when done.id is not null
        and (seen.completion_id is null or seen.completion_id < done.id) then 'done'
    when seen.holds then 'closed'
    when orders.due_at < %(now)s then 'overdue'
    when not seen.holds then 'reopened'
    when orders.due_at is not null then 'ordered'
    else 'open' end as state, count(*)
from correction_finding f
left join orders on orders.finding_id = f.id
left join done on done.finding_id = f.id
left join seen on seen.finding_id = f.id
where f.place_code >= %(from)s and f.place_code < %(to)s and found_at <= %(now)s
group by f.place_code, state
""".format(near="place_code >= %(from)s and place_code < %(to)s")


def states_by_place(viewer: Post, at: str, now: datetime) -> dict[str, dict[str, int]]:
    """Count the findings by the code of their place, and by where they stood."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, {"from": at, "to": f"{at}~", "now": now})
        for place, state, number in cursor.fetchall():
            found.setdefault(place, {})[state] = number
    return found
