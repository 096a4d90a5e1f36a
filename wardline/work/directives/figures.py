"""Numbers of directives and meetings that may leave the room."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.ground.figure import Figure
from wardline.work.directives import queries

_TENTH = Decimal("0.1")


def _end(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(0), places.zone())


def _of(found: Any, at: str, on: date, when: str) -> list[Any]:
    """Return what the place itself issued or called, up to the end of a day."""
    return list(found.filter(place_id=at, **{f"{when}__lt": _end(on)}))


def issued(viewer: Post, at: str, on: date) -> Figure:
    """Directives that this place itself has issued."""
    found = _of(queries.directives(viewer), at, on, "issued_at")
    days = [each.issued_at for each in found]
    return _figure("directives.issued", len(found), "", at, days, on)


def received(viewer: Post, at: str, on: date) -> Figure:
    """Directives that this place itself has signed for; missing are those sent."""
    rows = queries.summed(viewer, at, _end(on), "place")
    own = next((row for row in rows if row["place"] == at), None)
    got, sent = (own["received"], own["sent"]) if own else (0, 0)
    return _figure("directives.received", got, "", at, [], on, sent - got)


def meetings(viewer: Post, at: str, on: date) -> Figure:
    """Meetings that this place itself has held."""
    found = _of(queries.meetings(viewer), at, on, "starts_at")
    days = [each.starts_at for each in found]
    return _figure("directives.meetings", len(found), "", at, days, on)


def reach_share(viewer: Post, at: str, on: date) -> Figure:
    """Per cent of what was sent to this place and below that was signed for."""
    rows = queries.summed(viewer, at, _end(on), "directive__issued_at")
    sent = sum(row["sent"] for row in rows)
    got = sum(row["received"] for row in rows)
    days = [row["directive__issued_at"] for row in rows]
    share = _share(got, sent)
    return _figure("directives.reach_share", share, "%", at, days, on, sent - got)


def reach_hours(viewer: Post, at: str, on: date) -> Figure:
    """Hours until the last place had signed, at worst; missing are the directives for
    which some place here or below still has not."""
    return _hours(viewer, at, on, "directives.reach_hours", "worst", full=True)


def receipt_hours(viewer: Post, at: str, on: date) -> Figure:
    """Hours until half of the places here and below had signed, at worst; missing are
    the directives for which half have not."""
    return _hours(viewer, at, on, "directives.receipt_hours", "median", full=False)


def attendance(viewer: Post, at: str, on: date) -> Figure:
    """Per cent of the invited places here and below that came, over all meetings."""
    held = [row for row in queries.attendance(viewer, at, _end(on)) if row[1]]
    asked = sum(len(invited) for _each, invited, _came in held)
    came = sum(len(there) for _each, _invited, there in held)
    days = [each.starts_at for each, _invited, _came in held]
    share = _share(came, asked)
    return _figure("directives.attendance", share, "%", at, days, on, asked - came)


def waiting_by_place(viewer: Post, at: str, on: date) -> dict[str, int]:
    """Count what each place here and below was sent and has not signed for."""
    rows = queries.summed(viewer, at, _end(on), "place")
    return {row["place"]: row["sent"] - row["received"] for row in rows}


def _hours(
    viewer: Post, at: str, on: date, code: str, name: str, *, full: bool
) -> Figure:
    rows = queries.summed(viewer, at, _end(on), "directive", "directive__issued_at")
    reached = [
        row[name]
        for row in rows
        if row[name] is not None and not (full and row["received"] < row["sent"])
    ]
    worst = max(reached, default=None)
    value = worst and Decimal(worst.total_seconds() / 3600).quantize(_TENTH)
    days = [row["directive__issued_at"] for row in rows]
    return _figure(code, value, "h", at, days, on, len(rows) - len(reached))


def _share(part: int, whole: int) -> Decimal | None:
    """Return per cent, rounded down: 100 means everyone."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_DOWN)


def _figure(
    code: str,
    value: int | Decimal | None,
    unit: str,
    at: str,
    times: list[datetime],
    on: date,
    missing: int | None = None,
) -> Figure:
    since = min((time.astimezone(places.zone()).date() for time in times), default=on)
    return Figure(code, value, unit, at, since, on, clock.now(), missing)
