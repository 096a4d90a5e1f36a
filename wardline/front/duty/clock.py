"""The one page that says what rings, and when.

| when | what rings |
| --- | --- |
| every minute | late reports, receipts, obligations, findings, listed weeks climb |
| then | notices that are due leave by the channels of their places |
| every hour | published pages are compared with their seals |
| every morning | each day that is over is sealed, the oldest first |
| then | sessions that ran out are swept |

Everything is asked of the tables at the moment it rings: a clock that stood still
catches up, and of two clocks that ring at once one steps back. A hop is recorded with
its notice, so that nobody is told twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection
from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.sessions import SessionStore
from wardline.base.ledger import actions as ledger
from wardline.base.ledger import queries as sealed
from wardline.base.notices import deliver
from wardline.base.notices import queries as notices
from wardline.base.notices.deliver import Sent
from wardline.base.notices.send import Climb
from wardline.base.places import queries as places
from wardline.base.places import scope
from wardline.core.guidance import queries as guidance
from wardline.front.duty import actions
from wardline.front.duty.late import (
    FINDINGS,
    LISTINGS,
    OBLIGATIONS,
    PAGES,
    RECEIPTS,
    REPORTS,
    Late,
    Source,
)
from wardline.ground.rules import deadlines
from wardline.ground.rules import measures as rules

EVERY_MINUTE: tuple[Source, ...] = (REPORTS, RECEIPTS, OBLIGATIONS, FINDINGS, LISTINGS)
EVERY_HOUR: tuple[Source, ...] = (PAGES,)

# any number, the same for every clock of this program
_LOCK = 620_002
# a clock that stood still seals so many days at one ringing, and goes on at the next
_DAYS_AT_ONCE = 31


@dataclass(slots=True)
class Rung:
    """What one ringing did: hops by clock, days sealed, messages, and what failed."""

    hops: dict[str, int] = field(default_factory=dict)
    sealed: list[date] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)
    failed: dict[str, Exception] = field(default_factory=dict)


def ring(now: datetime, *, hourly: bool | None = None) -> Rung:
    """Ring everything that is due. What fails in one room does not silence another."""
    rung = Rung()
    if not (top := places.root()):
        return rung
    if hourly is None:
        hourly = now.minute == 0
    for source in (*EVERY_MINUTE, *(EVERY_HOUR if hourly else ())):
        try:
            rung.hops[source.code] = climb(source, top, now)
        except Exception as error:  # said by the command, with the others' results
            rung.failed[source.code] = error
    try:
        rung.sealed = seal_days(top, now)
    except Exception as error:
        rung.failed["seal"] = error
    try:  # last, for it waits for others
        rung.sent = deliver.ring(top, now)
    except Exception as error:
        rung.failed["deliver"] = error
    return rung


def climb(source: Source, top: str, now: datetime) -> int:
    """Tell each rung that ought to have been told by now, once; return how many."""
    with scope.entered(top):
        if not _alone():
            return 0
        by = accounts.clock_post()
        late = list(source.late(by, now))
        hops = _new_hops(source, by, late, now) if late else []
        if not hops:
            return 0
        return actions.escalate(
            by=by,
            at=top,
            clock_code=source.code,
            hops=hops,
            board=reverse(source.board),
        )


def seal_days(top: str, now: datetime) -> list[date]:
    """Seal each day that is over and has no seal yet, in order."""
    with scope.entered(top):
        today = now.astimezone(places.zone()).date()
        last = sealed.latest_seal()
        yesterday = today - timedelta(days=1)
        first = last.on + timedelta(days=1) if last else yesterday
        if first > yesterday or not _alone():
            return []
        by = accounts.clock_post()
        count = min((yesterday - first).days + 1, _DAYS_AT_ONCE)
        days = [first + timedelta(days=n) for n in range(count)]
        for on in days:
            ledger.seal_day(by=by, on=on)
        SessionStore.clear_expired()
        return days


def _alone() -> bool:
    """Take the clock's lock until the transaction ends; False if another rings."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _new_hops(
    source: Source, by: Post, late: Sequence[Late], now: datetime
) -> list[Climb]:
    ladders = accounts.ladders({each.place.code for each in late})
    minutes = _minutes(source, by, late, now)
    done = {
        (subject, post)
        for subject, _rung, post in notices.told(
            source.code, [each.subject for each in late]
        )
    }
    found = []
    for each in late:
        rungs = _rungs(ladders[each.place.code])
        steps = [
            deadlines.Rung(role, number * minutes[each.place.code])
            for number, role in enumerate(rungs)
        ]
        for hop in deadlines.hops(each.due_at, now, steps):
            for post in rungs[hop.role]:
                if (each.subject, post.pk) not in done:
                    found.append(_climb(each, hop, post))
    return found


def _climb(late: Late, hop: deadlines.Hop, post: Post) -> Climb:
    return Climb(
        at=late.place.code,
        subject=late.subject,
        rung=hop.rung,
        post=post,
        due_at=hop.due_at,
        url=late.url,
        args=late.args,
    )


def _rungs(ladder: Iterable[Post]) -> dict[str, list[Post]]:
    """Group those who are told at the same moment: one role at one place."""
    rungs: dict[str, list[Post]] = {}
    for post in ladder:
        rungs.setdefault(str(post), []).append(post)
    return rungs


def _minutes(
    source: Source, by: Post, late: Sequence[Late], now: datetime
) -> dict[str, int]:
    """Return the minutes from rung to rung at each place, by the measures in force."""
    on = now.astimezone(places.zone()).date()
    by_code = {each.place.code: each.place for each in late}
    bound = guidance.binding_for(by, by_code.values(), on)
    found = {}
    for code, binds in bound.items():
        set_to = rules.parameter(binds, source.topic, "climb_minutes", stricter=min)
        found[code] = source.minutes if set_to is None else int(str(set_to))
    return found
