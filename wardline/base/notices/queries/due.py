"""Which notices leave by which channel now: asked of the tables in one question for all
channels, and judged by the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo

from django.db import connection

from wardline.base.notices import grades
from wardline.base.notices.models import Channel, Notice
from wardline.ground.rules import outgoing

# what is older is read in the inbox: no clock that stood still sends last month's news
_REACHES_BACK = timedelta(days=7)

# unread notices of the posts of each channel that have not left by it: of alarms all,
# of the rest what was sent before the last hour of the digest
_PERHAPS = """
with channel as (
    select c.*, (%(today)s::date + c.digest_at) at time zone %(zone)s as digest
    from notices_channel c where c.id = any(%(channels)s)
)
select c.id, n.id
from channel c
join accounts_post p on p.place_code = c.place_code
    and p.from_on <= %(today)s and (p.until_on is null or p.until_on > %(today)s)
    and p.role_code <> 'clock' and c.role_code in ('', p.role_code)
    and (c.post_id is null or c.post_id = p.id)
join notices_notice n on n.post_id = p.id and n.read_at is null
    and n.sent_at >= greatest(c.on_since, %(since)s) and n.sent_at <= %(now)s
where (
    c.loud and n.code = any(%(alarms)s)
    or n.sent_at <= case when c.digest <= %(now)s then c.digest
        else c.digest - interval '1 day' end
)
and not exists (
    select from notices_carried k where k.channel_id = c.id and k.notice_id = n.id
)
"""


def due(
    channels: Collection[Channel], now: datetime, zone: tzinfo
) -> list[tuple[Channel, list[Notice]]]:
    """Return the unread notices that leave now and have not left, by channel."""
    known = {channel.pk: channel for channel in channels}
    pairs = _pairs(known, now, zone) if known else []
    notices = Notice.objects.in_bulk({notice for _channel, notice in pairs})
    found: dict[int, list[Notice]] = defaultdict(list)
    for key, number in pairs:
        if _goes(known[key], notices[number], now, zone):
            found[key].append(notices[number])
    return [(known[key], found[key]) for key in sorted(found)]


def _pairs(
    known: dict[int, Channel], now: datetime, zone: tzinfo
) -> list[tuple[int, object]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _PERHAPS,
            {
                "channels": list(known),
                "alarms": list(grades.GRADES),
                "today": now.astimezone(zone).date(),
                "zone": str(zone),
                "now": now,
                "since": now - _REACHES_BACK,
            },
        )
        return list(cursor.fetchall())


def _goes(channel: Channel, notice: Notice, now: datetime, zone: tzinfo) -> bool:
    grade = grades.of(notice.code)
    goes_at = outgoing.goes_at(notice.sent_at, grade, channel.hours, zone)
    # what is due late, in the quiet hours, waits for their end
    return goes_at is not None and (
        outgoing.awake(max(goes_at, now), grade, channel.hours, zone) <= now
    )
