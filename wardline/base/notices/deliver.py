"""Sends out what is due: notices become messages, messages are carried, and what comes
of each is written down. The rows are the queue.

A message is claimed before it is carried and marked after: a program that dies between
the two leaves it claimed, and it is carried again once the claim is old, under the same
key. So each arrives at least once, and a far end that looks at the key sees it once.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from wardline.base.notices import carrier, grades, letters, queries
from wardline.base.notices.models import Carried, Channel, Delivery, Notice
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.ground.rules import outgoing
from wardline.ground.rules.outgoing import Grade

# a message under way for so long was lost with the program that carried it
CLAIMED_FOR = timedelta(minutes=5)
_AT_ONCE = 32
_CARRIERS = 8
# one ringing sends for so many seconds; the rest goes at the next
_SECONDS = 40
_MARKED = ["answer", "sent_at", "given_up_at", "due_at"]


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
        done.made = plan(channels, now) if channels else 0
    while channels and time.monotonic() < until:
        with scope.entered(top):
            claimed = _claim(now)
        if not claimed:
            break
        with ThreadPoolExecutor(_CARRIERS) as carriers:
            answers = list(carriers.map(_carry, [each for _row, each in claimed]))
        with scope.entered(top):
            told = zip(claimed, answers, strict=True)
            rows = [_mark(row, answer, clock.now()) for (row, _), answer in told]
            Delivery.objects.bulk_update(rows, _MARKED)
        done.taken += sum(answer.taken for answer in answers)
        done.failed += sum(not answer.taken for answer in answers)
    return done


def plan(channels: Collection[Channel], now: datetime) -> int:
    """Put the notices that are due now into messages; return how many were made.

    While a message of a channel waits to be tried again, only the gravest notices are
    made into another: the rest comes together once the channel works.
    """
    due = queries.due(channels, now, places.zone())
    waiting = queries.waiting() if due else set()
    packed: list[tuple[Delivery, list[Notice]]] = []
    for channel, notices in due:
        if channel.pk in waiting:
            notices = [n for n in notices if grades.of(n.code) is Grade.GRAVEST]
        alarms = [n for n in notices if is_alarm(channel, n)]
        digest = [n for n in notices if not is_alarm(channel, n)]
        for held, is_digest in ((alarms, False), (digest, True)):
            if held:
                packed.append((_message(channel, now, digest=is_digest), held))
    carried = [_carried(made, n) for made, held in packed for n in held]
    Delivery.objects.bulk_create([made for made, _ in packed], batch_size=2000)
    Carried.objects.bulk_create(carried, batch_size=2000)
    return len(packed)


def is_alarm(channel: Channel, notice: Notice) -> bool:
    """Tell whether a channel carries a notice by itself, not in the digest."""
    return outgoing.is_alarm(grades.of(notice.code), channel.hours)


def _message(channel: Channel, now: datetime, *, digest: bool) -> Delivery:
    at = channel.place_id
    return Delivery(
        place_id=at, channel=channel, digest=digest, made_at=now, due_at=now
    )


def _carried(made: Delivery, notice: Notice) -> Carried:
    return Carried(
        place_id=made.place_id,
        delivery=made,
        channel_id=made.channel_id,
        notice=notice,
    )


def _claim(now: datetime) -> list[tuple[Delivery, letters.Letter]]:
    """Take messages that are due; another clock passes them over meanwhile."""
    rows, found = list(queries.due_messages(now)[:_AT_ONCE]), []
    for row in rows:
        notices = _gravest_first(each.notice for each in row.carried.all())
        row.due_at = _awake(row, notices, now)
        if row.due_at <= now:
            row.tries += 1
            row.due_at = now + CLAIMED_FOR
            found.append((row, letters.letter(row, notices)))
    Delivery.objects.bulk_update(rows, ["tries", "due_at"])
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


def _mark(row: Delivery, answer: carrier.Answer, now: datetime) -> Delivery:
    """Tell what came of a message; after its last try it is given up."""
    row.answer = answer.text
    if answer.taken:
        row.sent_at = now
    elif (pause := outgoing.pause(row.tries)) is None:
        row.given_up_at = now
    else:
        row.due_at = now + pause
    return row
