"""From rows to the facts that the clearance rule reads, with those that follow from
shared rooms: nine queries at most, for any number of persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Case, F, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.core.roster.models import (
    Breach,
    CaseStatus,
    HealthCheck,
    Isolation,
    Move,
    TestResult,
)
from wardline.core.roster.queries import as_facts
from wardline.core.roster.queries.arrays import Row, any_of, fetched, fetched_together
from wardline.core.roster.queries.merges import Same, same
from wardline.core.roster.queries.rooms import crowd, told
from wardline.ground.rules import clearance
from wardline.ground.rules.clearance.evidence import SKEW

# what a rule may call a fever, where the note does not name the symptom
FEVER = Decimal("37.3")
OPEN = datetime.max.replace(tzinfo=UTC)
Evidence = dict[int, list[clearance.Fact]]


def evidence(
    viewer: Post,
    persons: Iterable[Any],
    known_at: datetime | None = None,
    *,
    brief: bool = False,
) -> Evidence:
    """Return by person (or their id) every fact written down by a moment, and what the
    rooms that they shared add to it.

    ``brief`` puts the looks at which nothing was seen into one fact a person: the same
    decisions, from a tenth of the facts, for boards of thousands.
    """
    asked = {getattr(person, "pk", person) for person in persons}
    one = same(viewer, known_at)
    rooms = crowd(asked, known_at or OPEN, one)
    found = _written_down(viewer, rooms.people, one, known_at, brief)
    for pk, facts in told(rooms, found, known_at or OPEN).items():
        found[pk] = [*found[pk], *facts]
    return {pk: found[one.get(pk, pk)] for pk in sorted(asked)}


def _written_down(
    viewer: Post,
    people: Iterable[int],
    one: Same,
    known_at: datetime | None,
    brief: bool,
) -> Evidence:
    """Return the facts of people, those of their second records among them."""
    found: Evidence = {pk: [] for pk in people}
    ids = sorted({*found, *(pk for pk, into in one.items() if into in found)})

    def one_each(fact: Callable[[Row], clearance.Fact]) -> Callable[[list[Row]], None]:
        def keep(rows: list[Row]) -> None:
            for row in rows:
                found[one.get(row[1], row[1])].append(fact(row))

        return keep

    def several(
        facts: Callable[[Row], Iterable[clearance.Fact]],
    ) -> Callable[[list[Row]], None]:
        def keep(rows: list[Row]) -> None:
            for row in rows:
                found[one.get(row[1], row[1])] += facts(row)

        return keep

    asked = (viewer, ids, known_at)
    looks = (
        (_checks(*asked), one_each(as_facts.looks))
        if brief
        else (_known(HealthCheck, *asked), one_each(as_facts.symptoms))
    )
    questions = [
        (_known(Isolation, *asked), one_each(partial(as_facts.isolated, known_at))),
        (_known(Breach, *asked), one_each(as_facts.breach)),
        (_known(TestResult, *asked), one_each(as_facts.test)),
        (_known(CaseStatus, *asked), several(as_facts.case)),
        (_known(Move, *asked), several(as_facts.move)),
        # the longest comes last: while it is answered, facts are made of the others
        looks,
    ]
    if brief:
        fetched_together(questions)
    else:
        for rows, keep in questions:
            keep(fetched(rows))
    return found


# plain tuples: ten thousand people have their facts in a second
_COLUMNS: dict[Any, tuple[Any, ...]] = {
    Isolation: (
        *("from_at", "recorded_at", "to_at", Coalesce("end_recorded_at", "to_at")),
        *("alone", "venue", "room", "bed"),
    ),
    Breach: ("at", "recorded_at", "to_at", "supersedes_id", "kind", "broken_by_id"),
    HealthCheck: (
        *("at", "recorded_at", Q(temperature__gte=FEVER), "supersedes_id"),
        *("symptomatic", "antipyretic", "recorded_by_id"),
    ),
    TestResult: (
        *("at", "recorded_at", "supersedes_id", "outcome", "assay", "specimen"),
        *("laboratory", "specimen_timed", "pathogen", "sample__pool"),
    ),
    CaseStatus: (
        *("at", "recorded_at", "ill_since", "supersedes_id"),
        *("state", "pathogen", "proof"),
    ),
    Move: (
        *("at", "recorded_at", "arrived_at", "apart_since", "supersedes_id"),
        *("origin", "place_id", "alone", "apart_alone", "venue"),
    ),
}


def _known(
    model: Any, viewer: Post, ids: list[int], known_at: datetime | None
) -> QuerySet:
    rows = _written(model, viewer, ids, known_at)
    return rows.values_list("pk", "person_id", *_COLUMNS[model])


def _written(
    model: Any, viewer: Post, ids: list[int], known_at: datetime | None
) -> QuerySet:
    wanted = any_of(f"{model._meta.db_table}.person_id", ids)
    rows = model.objects.within(viewer.place_id).filter(wanted)
    return rows if known_at is None else rows.filter(recorded_at__lte=known_at)


def _checks(viewer: Post, ids: list[int], known_at: datetime | None) -> QuerySet:
    """Ask for the looks: those at which nothing was seen in one row a person, the
    others, and what corrects or is corrected, one by one."""
    rows = _written(HealthCheck, viewer, ids, known_at)
    nothing = _nothing_seen(viewer, known_at)
    return (
        rows.annotate(one=Case(When(~nothing, then=F("pk"))))
        .values_list("one", "person_id")
        .annotate(
            times=ArrayAgg("at"),
            recorded=Max("recorded_at"),
            feverish=BoolOr(Q(temperature__gte=FEVER)),
            corrects=Max("supersedes_id"),
            symptomatic=BoolOr("symptomatic"),
            antipyretic=BoolOr("antipyretic"),
            by=Max("recorded_by_id"),
        )
    )


def _nothing_seen(viewer: Post, known_at: datetime | None) -> Q:
    """Return the condition that a look shows nothing, is doubted by nothing, and
    neither corrects another nor is corrected."""
    # asked once, of everybody: a condition on these people would be asked row by row
    corrects = HealthCheck.objects.within(viewer.place_id).filter(supersedes__gt=0)
    if known_at is not None:
        corrects = corrects.filter(recorded_at__lte=known_at)
    corrected = corrects.values("supersedes")
    # what they noted has to be judged look by look
    breakers = (
        Breach.objects.within(viewer.place_id)
        .filter(broken_by__gt=0)
        .values("broken_by")
    )
    return (
        Q(symptomatic=False, antipyretic=False, supersedes=None)
        & Q(at__lte=F("recorded_at") + SKEW)
        & ~Q(recorded_by__in=breakers)
        & (Q(temperature=None) | Q(temperature__lt=FEVER))
        & ~Q(pk__in=corrected)
    )
