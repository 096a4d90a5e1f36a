"""Numbers of the repair that leave the room, as they stood at the end of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from django.db.models import Count, Min, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.core.correction import queries, standings
from wardline.core.correction.models import Finding
from wardline.ground.figure import Figure


def found(viewer: Post, at: str, on: date) -> Figure:
    """Count the findings recorded until a day."""
    return _count("found", viewer, at, on, _until(viewer, at, on))


def corrected(viewer: Post, at: str, on: date) -> Figure:
    """Count the findings verified and closed."""
    closed = _until(viewer, at, on).filter(state="closed")
    return _count("corrected", viewer, at, on, closed)


def open_(viewer: Post, at: str, on: date) -> Figure:
    """Count the findings not yet closed."""
    unclosed = _until(viewer, at, on).exclude(state="closed")
    return _count("open", viewer, at, on, unclosed)


def overdue(viewer: Post, at: str, on: date) -> Figure:
    """Count the findings whose term has passed unmended."""
    late = _until(viewer, at, on).filter(state="overdue")
    return _count("overdue", viewer, at, on, late)


def listed(viewer: Post, at: str, on: date) -> Figure:
    """Count what is under listed supervision: findings, and whole places."""
    standing = queries.standing(viewer, at, _end(on))
    return _figure("listed", standing.count(), at, on, on)


def share_corrected(viewer: Post, at: str, on: date) -> Figure:
    """Return how many of a hundred findings are verified and closed."""
    every = _until(viewer, at, on)
    total, closed = every.count(), every.filter(state="closed").count()
    share = (Decimal(100) * closed / total).quantize(Decimal("0.1")) if total else None
    return _figure("share_corrected", share, at, _since(every, on), on, "%")


def lookback_failed(viewer: Post, at: str, on: date) -> Figure:
    """Return how many of a hundred closings did not hold when they were seen again."""
    seen = queries.seen_again(viewer, at, _end(on))
    counted = seen.aggregate(
        total=Count("pk"),
        failed=Count("pk", filter=Q(holds=False)),
        first=Min("verified_at"),
    )
    total, failed, first = (counted[name] for name in ("total", "failed", "first"))
    share = (Decimal(100) * failed / total).quantize(Decimal("0.1")) if total else None
    since = first.astimezone(places.zone()).date() if first else on
    return _figure("lookback_failed", share, at, since, on, "%")


def by_aspect(viewer: Post, at: str, on: date) -> list[Figure]:
    """Count the findings of each aspect."""
    return [found_in_aspect(a, viewer, at, on) for a in queries.ASPECTS]


def found_in_aspect(aspect: str, viewer: Post, at: str, on: date) -> Figure:
    """Count the findings of one aspect."""
    those = _until(viewer, at, on).filter(aspect=aspect)
    return _count(f"found.{aspect}", viewer, at, on, those)


responsibility = partial(found_in_aspect, "responsibility")
awareness = partial(found_in_aspect, "awareness")
entry_exit = partial(found_in_aspect, "entry_exit")
internal_control = partial(found_in_aspect, "internal_control")


def found_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count the findings of each home below."""
    return queries.tally(_until(viewer, at, on))


def states_by_place(viewer: Post, at: str, on: date) -> dict[str, dict[str, int]]:
    """Count the findings of each home below by where they stand."""
    return standings.states_by_place(viewer, at, _end(on))


def rolled_up(viewer: Post, at: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Add what each place has to every division above it."""
    known = set(places.divisions(viewer, at).values_list("code", flat=True))
    total = dict.fromkeys(sorted(known), 0)
    for code, number in counts.items():
        line = {code[:length] for length in range(1, len(code))} & known
        for each in {code, *line}:
            total[each] = total.get(each, 0) + number
    return total


def _end(on: date) -> datetime:
    """Return the last moment that a day's figure knows of."""
    midnight = datetime.combine(on + timedelta(days=1), time(), places.zone())
    return min(clock.now(), midnight - timedelta(microseconds=1))


def _until(viewer: Post, at: str, on: date) -> QuerySet[Finding]:
    return queries.findings(viewer, at, now=_end(on))


def _since(those: QuerySet[Finding], on: date) -> date:
    first = those.order_by().aggregate(first=Min("found_at"))["first"]
    return min(first.astimezone(places.zone()).date(), on) if first else on


def _count(
    code: str, viewer: Post, at: str, on: date, those: QuerySet[Finding]
) -> Figure:
    return _figure(code, those.count(), at, _since(those, on), on)


def _figure(
    code: str,
    value: int | Decimal | None,
    at: str,
    since: date,
    until: date,
    unit: str = "",
) -> Figure:
    return Figure(
        code=f"correction.{code}",
        value=value,
        unit=unit,
        place=at,
        since=since,
        until=until,
        counted_at=clock.now(),
    )
