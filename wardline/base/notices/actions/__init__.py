"""What may be done: set up, try and switch channels, send again, remind."""

from wardline.base.notices.actions.channels import (
    send_again,
    set_channel,
    try_channel,
)
from wardline.base.notices.actions.chasing import AGAIN_AFTER, Chased, chase

__all__ = [
    "AGAIN_AFTER",
    "Chased",
    "chase",
    "send_again",
    "set_channel",
    "try_channel",
]
