"""Sends out what is due: notices become messages, messages are carried, and what comes
of each is written down. The rows are the queue.

A message is claimed before it is carried and marked after: a program that dies between
the two leaves it claimed, and it is carried again once the claim is old, under the same
key. So each arrives at least once, and a far end that looks at the key sees it once.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardline.base.notices import carrier, grades, letters, queries
from wardline.base.notices.models import Carried, Channel, Delivery, Notice
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.ground.rules import outgoing

# a message under way for so long was lost with the program that carried it
CLAIMED_FOR = timedelta(minutes=5)
_AT_ONCE = 16
_CARRIERS = 8
# one ringing sends for so many seconds; the rest goes at the next
_SECONDS = 40


@dataclass(slots=True)
class Sent:
    """What one ringing did: messages made, taken, and not taken."""

    made: int = 0
    taken: int = 0
    failed: int = 0


def ring(top: str, now: datetime) -> Sent:
    """Make the messages that are due, and carry what waits."""
    done, until = Sent(), time.monotonic() + _SECONDS
    with scope.entered(top):
        channels = list(queries.switched_on())
        done.made = plan(channels, now)
    while channels and time.monotonic() < until:
        with scope.entered(top):
            claimed = _claim(now)
        if not claimed:
            break
        with ThreadPoolExecutor(_CARRIERS) as carriers:
            answers = list(carriers.map(_carry, [each for _row, each in claimed]))
        with scope.entered(top):
            for (row, _letter), answer in zip(claimed, answers, strict=True):
                _mark(row, answer, clock.now())
        done.taken += sum(answer.taken for answer in answers)
        done.failed += sum(not answer.taken for answer in answers)
    return done


def plan(channels: Iterable[Channel], now: datetime) -> int:
    """Put the notices that are due now into messages; return how many were made.

    While a message of a channel waits to be tried again, only the gravest notices are
    made into another: the rest comes together once the channel works.
    """
    made = 0
    for channel in channels:
        due = queries.due(channel, now, places.zone())
        if due and queries.waiting(channel).exists():
            due = [n for n in due if grades.of(n.code) is outgoing.Grade.GRAVEST]
        alarms = [n for n in due if is_alarm(channel, n)]
        digest = [n for n in due if not is_alarm(channel, n)]
        made += _pack(channel, alarms, now, digest=False)
        made += _pack(channel, digest, now, digest=True)
    return made


def is_alarm(channel: Channel, notice: Notice) -> bool:
    """Tell whether a channel carries a notice by itself, not in the digest."""
    return outgoing.is_alarm(grades.of(notice.code), channel.hours)


def _pack(
    channel: Channel, notices: Sequence[Notice], now: datetime, *, digest: bool
) -> bool:
    if not notices:
        return False
    at = channel.place_id
    made = Delivery.objects.create(
        place_id=at, channel=channel, digest=digest, made_at=now, due_at=now
    )
    Carried.objects.bulk_create(
        (
            Carried(place_id=at, delivery=made, channel=channel, notice=notice)
            for notice in notices
        ),
        batch_size=2000,
    )
    return True


def _claim(now: datetime) -> list[tuple[Delivery, letters.Letter]]:
    """Take messages that are due; another clock passes them over meanwhile."""
    found = []
    for row in queries.due_messages(now)[:_AT_ONCE]:
        notices = _gravest_first(each.notice for each in row.carried.all())
        if (awake := _awake(row, notices, now)) > now:
            row.due_at = awake
            row.save(update_fields=["due_at"])
            continue
        row.tries += 1
        row.due_at = now + CLAIMED_FOR
        row.save(update_fields=["tries", "due_at"])
        found.append((row, letters.letter(row, notices)))
    return found


def _gravest_first(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(notices, key=lambda n: (-grades.of(n.code), n.sent_at, n.pk))


def _awake(row: Delivery, notices: Sequence[Notice], at: datetime) -> datetime:
    """Return when a message may be carried: a clock that stood still, or a pause, may
    have led into the quiet hours."""
    grade = grades.of(notices[0].code)
    return outgoing.awake(at, grade, row.channel.hours, places.zone())


def _carry(letter: letters.Letter) -> carrier.Answer:
    return carrier.carry(letter.address, letter.title, letter.body, letter.key)


def _mark(row: Delivery, answer: carrier.Answer, now: datetime) -> None:
    """Write down what came of a message; after its last try it is given up."""
    row.answer = answer.text
    if answer.taken:
        row.sent_at = now
    elif (pause := outgoing.pause(row.tries)) is None:
        row.given_up_at = now
    else:
        row.due_at = now + pause
    row.save(update_fields=["answer", "sent_at", "given_up_at", "due_at"])
