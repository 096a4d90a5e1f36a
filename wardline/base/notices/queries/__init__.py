"""What is in a post's inbox, who was told or reminded of what is late, and what leaves
the house by which channel."""

from wardline.base.notices.queries.channels import (
    channel,
    channels,
    faulty,
    posts_at,
    switched_on,
)
from wardline.base.notices.queries.chasing import Expected, expected, lately, reminders
from wardline.base.notices.queries.deliveries import (
    STATES,
    deliveries,
    delivery,
    due_messages,
    failed,
    state_of,
    waiting,
)
from wardline.base.notices.queries.due import due
from wardline.base.notices.queries.inbox import hops, inbox, told, unread

__all__ = [
    "STATES",
    "Expected",
    "channel",
    "channels",
    "deliveries",
    "delivery",
    "due",
    "due_messages",
    "expected",
    "failed",
    "faulty",
    "hops",
    "inbox",
    "lately",
    "posts_at",
    "reminders",
    "state_of",
    "switched_on",
    "told",
    "unread",
    "waiting",
]
