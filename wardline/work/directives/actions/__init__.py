"""What may be done: take in, correct, issue, relay, answer; recall; meetings."""

from wardline.work.directives.actions.directives import (
    correct_directive,
    issue,
    relay,
    set_aside,
    take_in_directive,
)
from wardline.work.directives.actions.meetings import (
    answer_roll,
    call_meeting,
    excuse,
    write_minutes,
)
from wardline.work.directives.actions.obligations import (
    fulfil,
    mark_obligation,
    withdraw_obligation,
)
from wardline.work.directives.actions.recalls import recall
from wardline.work.directives.actions.receipts import mark_done, mark_read, receive

__all__ = [
    "answer_roll",
    "call_meeting",
    "correct_directive",
    "excuse",
    "fulfil",
    "issue",
    "mark_done",
    "mark_obligation",
    "mark_read",
    "recall",
    "receive",
    "relay",
    "set_aside",
    "take_in_directive",
    "withdraw_obligation",
    "write_minutes",
]
