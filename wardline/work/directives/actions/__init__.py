"""What may be done: take in, correct, issue, relay, answer; call a meeting, join it."""

from wardline.work.directives.actions.directives import (
    correct_directive,
    issue,
    relay,
    set_aside,
    take_in_directive,
)
from wardline.work.directives.actions.meetings import answer_roll, call_meeting
from wardline.work.directives.actions.obligations import (
    fulfil,
    mark_obligation,
    withdraw_obligation,
)
from wardline.work.directives.actions.receipts import mark_done, receive

__all__ = [
    "answer_roll",
    "call_meeting",
    "correct_directive",
    "fulfil",
    "issue",
    "mark_done",
    "mark_obligation",
    "receive",
    "relay",
    "set_aside",
    "take_in_directive",
    "withdraw_obligation",
]
