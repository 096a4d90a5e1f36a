"""One directive's reach, level by level and minute by minute, hop by hop.

The page of an order to 40,000 homes is opened while they sign: its relays are passed
over once, and what is needed of them is a few hundred counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection

from wardline.base.accounts.models import Post
from wardline.base.places import queries as places
from wardline.work.directives.models import Directive
from wardline.work.directives.queries.reach import Reach

# by the minute after the issue in which a place signed; in which it was sent there; and
# by the minutes between the two, told as if it had been sent at the issue (a database
# bins moments faster than it reckons with seconds)
_PASS = """
select depth, grouping(signed, sent, here), coalesce(signed, sent, here),
    count(*), count(read_at), count(done_at), max(received_at)
from (
    select depth, received_at, read_at, done_at,
        date_bin('1 minute', received_at, %(issued)s) signed,
        date_bin('1 minute', sent_at, %(issued)s) sent,
        %(issued)s + (date_bin('1 minute', received_at, sent_at) - sent_at) here
    from directives_relay
    where directive_id = %(directive)s
        and place_code >= %(from)s and place_code < %(to)s
) relays
group by grouping sets ((depth, signed), (depth, sent), (depth, here))
"""
_MINUTE = timedelta(minutes=1)
# what grouping() answers for each of the three
_SIGNED, _SENT, _HERE = 0b011, 0b101, 0b110


class _Level:
    """What was counted of one level."""

    def __init__(self) -> None:
        self.minutes: dict[int, Counter[int | None]] = {
            which: Counter() for which in (_SIGNED, _SENT, _HERE)
        }
        self.read = self.done = 0
        self.last: datetime | None = None

    def reach(self, issued_at: datetime, level: object) -> Reach:
        signed = self.minutes[_SIGNED]
        sent, missing = signed.total(), signed.pop(None, 0)
        self.minutes[_HERE].pop(None, 0)
        return Reach(
            sent,
            sent - missing,
            self.read,
            self.done,
            _median(signed, sent),
            self.last - issued_at if self.last else None,
            _median(self.minutes[_SENT], sent),
            _median(self.minutes[_HERE], sent - missing),
            level,
            dict(signed),
        )


def reach(viewer: Post, directive: Directive) -> tuple[Reach | None, list[Reach]]:
    """Return the reach of a directive below the viewer: in all, and level by level, the
    medians in whole minutes."""
    issued_at = directive.issued_at
    if issued_at is None:
        return None, []
    found: dict[int, _Level] = {}
    total = _Level()
    for depth, which, at, number, read, done, last in _counted(viewer, directive):
        minute = None if at is None else (at - issued_at) // _MINUTE
        for level in (found.setdefault(depth, _Level()), total):
            level.minutes[which][minute] += number
            if which == _SIGNED:
                level.read, level.done = level.read + read, level.done + done
                level.last = max(filter(None, (level.last, last)), default=None)
    tiers = {tier.depth: tier for tier in places.tiers()}
    levels = [
        found[depth].reach(issued_at, tiers.get(depth)) for depth in sorted(found)
    ]
    return (total.reach(issued_at, None) if found else None), levels


def _counted(viewer: Post, directive: Directive) -> Iterable[tuple]:
    code, issued_at = viewer.place_id, directive.issued_at
    told = {"from": code, "to": f"{code}~", "directive": directive.pk}
    with connection.cursor() as cursor:
        cursor.execute(_PASS, told | {"issued": issued_at})
        rows: list[tuple] = cursor.fetchall()
    return rows


def _median(minutes: Mapping[int | None, int], of: int) -> timedelta | None:
    """Return the least span within which half of so many are, or None."""
    half, so_far = -(-of // 2), 0
    for minute in sorted(m for m in minutes if m is not None):
        so_far += minutes[minute]
        if so_far >= half:
            return timedelta(minutes=minute)
    return None
