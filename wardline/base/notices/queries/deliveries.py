"""Which messages wait to be carried, and what came of the others."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.notices.models import Delivery

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


def waiting() -> set[int]:
    """Return the channels that have a message which is still to be taken."""
    found = Delivery.objects.filter(_OPEN & ~_STOPPED)
    return set(found.values_list("channel_id", flat=True))


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
