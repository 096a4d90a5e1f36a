"""A division's list of those in isolation: who is shown is judged when the page is
asked for; how many are ready, late or blocked is kept in memory, for a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.ledger import queries as ledger
from wardline.base.places import clock
from wardline.core.roster import queries as roster
from wardline.work.gate.queries.boards import Line, waiting_for
from wardline.work.gate.queries.clearances import cases

MINUTE = timedelta(minutes=1)
KEPT = 32
WORDS = ("person__name", "place__name_zh", "place__name_en", "place__code")
# in the order of the table; whatever else is asked needs everybody's decision
_COLUMNS = {"name": ("person__name",), "home": ("place_id",)}

# what a division's list is narrowed to
STATES: Mapping[str, Callable[[Line], bool]] = {
    "ready": lambda line: line.case.ready,
    "late": lambda line: bool(line.late),
    "blocked": lambda line: line.blocked,
    "waiting": lambda line: not line.case.ready and not line.blocked,
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one isolation stands: what a list is narrowed and sorted by."""

    isolation: int
    states: frozenset[str]
    day: int
    # whoever has no earliest day comes after all days
    earliest: tuple[bool, datetime]


_SORTS = {"day": attrgetter("day"), "earliest": attrgetter("earliest")}


def chosen(
    viewer: Post, at: str, *, search: str = "", state: str = "", sort: str = ""
) -> Sequence[int]:
    """Return the numbers of the open isolations that fit, in the order asked for. A
    state, and an order by what is judged, need everybody judged."""
    sign, column = "-" if sort.startswith("-") else "", sort.lstrip("-")
    found = _fitting(roster.isolating(viewer, at), search)
    if columns := _COLUMNS.get(column):
        found = found.order_by(*(f"{sign}{each}" for each in columns), "from_at", "pk")
    numbers: Any = found.values_list("pk", flat=True)  # a page of it is read, not all
    if state not in STATES and column not in _SORTS:
        return numbers
    known = {each.isolation: each for each in stands(viewer, at)}
    fit = [known[number] for number in numbers if number in known]
    if state in STATES:
        fit = [each for each in fit if state in each.states]
    if by := _SORTS.get(column):
        fit.sort(key=by, reverse=bool(sign))
    return [each.isolation for each in fit]


def lines(viewer: Post, at: str, numbers: Iterable[int]) -> list[Line]:
    """Judge the isolations of these numbers, in their order; the number of queries does
    not grow with theirs."""
    numbers = list(numbers)
    found = roster.isolating(viewer, at).in_bulk(numbers)
    return _judged(viewer, at, [found[each] for each in numbers if each in found])


def stands(viewer: Post, at: str) -> tuple[Stand, ...]:
    """Return where everybody at or below a place stands, judged within this minute and
    since the last deed that the viewer may know of."""
    minute = clock.now().replace(second=0, microsecond=0)
    # a deed that began before the minute may have been finished in it
    since = ledger.entries(viewer).filter(at__gte=minute - MINUTE)
    newest = since.order_by("-id").values_list("id", flat=True).first()
    return _stands(viewer, viewer.role_code, at, minute, newest)


def counted(viewer: Post, at: str) -> dict[str, int]:
    """Count everybody at or below a place by state; one person may be in several."""
    found = Counter(state for each in stands(viewer, at) for state in each.states)
    return {state: found[state] for state in STATES}


@lru_cache(maxsize=KEPT)
def _stands(
    viewer: Post, _role: str, at: str, _minute: datetime, _newest: int | None
) -> tuple[Stand, ...]:
    everyone = _judged(viewer, at, list(roster.isolating(viewer, at)))
    return tuple(map(_stand, everyone))


def _stand(line: Line) -> Stand:
    decision = line.case.decision
    return Stand(
        line.case.isolation.pk,
        frozenset(state for state, fits in STATES.items() if fits(line)),
        line.case.day,
        (decision.earliest is None, decision.earliest or decision.decide_at),
    )


def _judged(viewer: Post, at: str, isolations: Sequence[Any]) -> list[Line]:
    people = {each.person_id for each in isolations}
    waiting = waiting_for(viewer, at, people)
    return [
        Line(case, waiting.get(case.person.pk, ()))
        for case in cases(viewer, isolations, brief=True)
    ]


def _fitting(found: QuerySet[Any], search: str) -> QuerySet[Any]:
    fits = Q()
    for word in WORDS:
        fits |= Q(**{f"{word}__icontains": search})
    return found.filter(fits) if search else found
