"""Which notices are due by which channel, which messages wait, what came of them."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from django.db.models import F, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.notices import grades
from wardline.base.notices.models import Channel, Delivery, Notice
from wardline.base.notices.queries.channels import posts_at
from wardline.ground.rules import outgoing

# what is older is read in the inbox: no clock that stood still sends last month's news
_REACHES_BACK = timedelta(days=7)
_OPEN = Q(sent_at__isnull=True, given_up_at__isnull=True)
# switched off meanwhile: what waited then is not sent later
_STOPPED = _OPEN & (
    Q(channel__on_since__isnull=True) | Q(made_at__lt=F("channel__on_since"))
)
STATES = {
    "waiting": _OPEN & ~_STOPPED & Q(tries=0),
    "again": _OPEN & ~_STOPPED & Q(tries__gt=0),
    "sent": Q(sent_at__isnull=False),
    "failed": Q(given_up_at__isnull=False),
    "stopped": _STOPPED,
}
_SORTS = {"made_at", "sent_at", "tries", "channel__name"}


def due(channel: Channel, now: datetime, zone: tzinfo) -> list[Notice]:
    """Return the unread notices that leave by a channel now and have not left by it."""
    since = max(channel.on_since, now - _REACHES_BACK)
    posts = posts_at(channel.place_id)
    if channel.role_code:
        posts = posts.filter(role_code=channel.role_code)
    if channel.post_id:
        posts = posts.filter(pk=channel.post_id)
    found = (
        Notice.objects.filter(post_id__in=list(posts.values_list("pk", flat=True)))
        .filter(_perhaps(channel, now, zone), read_at__isnull=True)
        .filter(sent_at__gte=since, sent_at__lte=now)
        .exclude(carried__channel=channel)
        .order_by("sent_at", "pk")
    )
    return [notice for notice in found if _goes(channel, notice, now, zone)]


def _perhaps(channel: Channel, now: datetime, zone: tzinfo) -> Q:
    """Narrow to what the rule may let go: the table is asked for no more."""
    found = Q(pk__in=[])
    if channel.loud:
        found |= Q(code__in=list(grades.GRADES))
    if channel.digest_at:
        local = now.astimezone(zone)
        last = datetime.combine(local, channel.digest_at, zone)
        found |= Q(sent_at__lte=last if last <= local else last - timedelta(days=1))
    return found


def _goes(channel: Channel, notice: Notice, now: datetime, zone: tzinfo) -> bool:
    grade = grades.of(notice.code)
    goes_at = outgoing.goes_at(notice.sent_at, grade, channel.hours, zone)
    # what went out late, in the quiet hours, waits for their end
    return goes_at is not None and (
        outgoing.awake(max(goes_at, now), grade, channel.hours, zone) <= now
    )


def waiting(channel: Channel) -> QuerySet[Delivery]:
    """Return the channel's messages that are still to be taken."""
    return channel.deliveries.filter(_OPEN & ~_STOPPED)


def due_messages(now: datetime) -> QuerySet[Delivery]:
    """Return the messages to be carried now, locked; those that another program holds
    are passed over."""
    return (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(_OPEN & ~_STOPPED, due_at__lte=now)
        .select_related("channel__place")
        .prefetch_related("carried__notice")
        .order_by("due_at", "pk")
    )


def deliveries(
    viewer: Post,
    *,
    search: str = "",
    state: str = "",
    channel: int | None = None,
    sort: str = "",
) -> QuerySet[Delivery]:
    """Return the messages of the channels at or below the viewer's place."""
    found: QuerySet[Delivery] = Delivery.objects.within(viewer.place_id)
    if search:
        found = found.filter(
            Q(channel__name__icontains=search)
            | Q(place__name_zh__icontains=search)
            | Q(place__name_en__icontains=search)
            | Q(answer__icontains=search)
        )
    if state:
        found = found.filter(STATES[state])
    if channel:
        found = found.filter(channel_id=channel)
    order = sort if sort.lstrip("-") in _SORTS else "-made_at"
    return (
        found.select_related("channel", "place")
        .prefetch_related("carried__notice")
        .order_by(order, "pk")
    )


def delivery(viewer: Post, pk: object) -> Delivery | None:
    """Return a message at or below the viewer's place, or None."""
    return deliveries(viewer).filter(pk=pk).first()


def failed(viewer: Post) -> int:
    """Return how many messages were given up and not sent again."""
    return deliveries(viewer, state="failed").count()


def state_of(row: Delivery) -> str:
    """Return where a message stands, as ``STATES`` has it."""
    if row.sent_at:
        return "sent"
    if row.given_up_at:
        return "failed"
    on_since = row.channel.on_since
    if on_since is None or row.made_at < on_since:
        return "stopped"
    return "again" if row.tries else "waiting"
