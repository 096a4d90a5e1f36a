"""Where all findings stand and how they came there, told in one pass for many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from wardline.base.accounts.models import Post

# ``queries.findings`` tells each by itself; here the latest rows of all are sorted in
# three passes (a test holds them alike)
_NEAR = "place_code >= %(from)s and place_code < %(to)s"
_LATEST = f"""
with orders as (
    select distinct on (finding_id) finding_id, due_at from correction_action
    where {_NEAR} and ordered_at <= %(now)s order by finding_id, id desc
), done as (
    select distinct on (finding_id) finding_id, id from correction_completion
    where {_NEAR} and done_at <= %(now)s order by finding_id, id desc
), seen as (
    select distinct on (finding_id) finding_id, holds, completion_id
    from correction_verification
    where {_NEAR} and verified_at <= %(now)s order by finding_id, id desc
)
"""
_STATE = """case
    when done.id is not null
        and (seen.completion_id is null or seen.completion_id < done.id) then 'done'
    when seen.holds then 'closed'
    when orders.due_at < %(now)s then 'overdue'
    when not seen.holds then 'reopened'
    when orders.due_at is not null then 'ordered'
    else 'open' end"""
_THOSE = """
from correction_finding f
left join orders on orders.finding_id = f.id
left join done on done.finding_id = f.id
left join seen on seen.finding_id = f.id
{more}
where f.place_code >= %(from)s and f.place_code < %(to)s and found_at <= %(now)s
"""
_STATES = f"""{_LATEST}
select f.place_code, {_STATE} as state, count(*)
{_THOSE.format(more="")} group by f.place_code, state
"""
# closed is what it was when the last repair was first seen to hold; sorted like the
# others, because a plain join goes row by row until the planner has statistics
_SHUT = f""", shut as (
    select distinct on (completion_id) completion_id, verified_at
    from correction_verification
    where {_NEAR} and verified_at <= %(now)s
        and lookback_id is null and not reopens and holds
    order by completion_id, id
)
"""
_COURSE = f"""{_LATEST.rstrip()}{_SHUT}
select f.id, f.place_code, f.aspect, f.measure_code, f.source, f.severity,
    f.found_at, {_STATE} as state, shut.verified_at
{_THOSE.format(more="left join shut on shut.completion_id = done.id")}
order by f.found_at, f.id
"""


@dataclass(frozen=True, slots=True)
class Course:
    """One finding's way: when it was found, where it stands, since when closed."""

    pk: int
    place: str
    aspect: str
    measure: str
    source: str
    severity: int
    found_at: datetime
    state: str
    shut_at: datetime | None

    @property
    def closed_at(self) -> datetime | None:
        """Return when its repair was seen to hold; None while it is open."""
        return self.shut_at if self.state == "closed" else None


def courses(viewer: Post, at: str, now: datetime) -> list[Course]:
    """Return the way of every finding at or below a place, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_COURSE, {"from": at, "to": f"{at}~", "now": now})
        return [Course(*row) for row in cursor.fetchall()]


def states_by_place(viewer: Post, at: str, now: datetime) -> dict[str, dict[str, int]]:
    """Count the findings by the code of their place, and by where they stood."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, {"from": at, "to": f"{at}~", "now": now})
        for place, state, number in cursor.fetchall():
            found.setdefault(place, {})[state] = number
    return found
