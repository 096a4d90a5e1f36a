"""From rows to the facts that the clearance rule reads, with those that follow from
shared rooms: seven queries at most, for any number of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db import connection
from django.db.models import (
    Case,
    F,
    FloatField,
    Func,
    Max,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Coalesce

from wardline.base.accounts.models import Post
from wardline.core.roster.models import (
    Breach,
    CaseStatus,
    HealthCheck,
    Isolation,
    TestResult,
)
from wardline.core.roster.queries.arrays import any_of
from wardline.core.roster.queries.rooms import crowd, told
from wardline.ground.rules import clearance
from wardline.ground.rules.clearance.evidence import SKEW

# what a rule may call a fever, where the note does not name the symptom
FEVER = Decimal("37.3")
OPEN = datetime.max.replace(tzinfo=UTC)
_FEVER, _UNNAMED = frozenset({"fever"}), frozenset[str]()
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
    rooms = crowd(asked, known_at or OPEN)
    found = _written_down(viewer, sorted(rooms.people), known_at, brief)
    for pk, facts in told(rooms, found, known_at or OPEN).items():
        found[pk] = [*found[pk], *facts]
    return {pk: found[pk] for pk in sorted(asked)}


def _written_down(
    viewer: Post, ids: list[int], known_at: datetime | None, brief: bool
) -> Evidence:
    found: Evidence = {pk: [] for pk in ids}
    looked = (_known(HealthCheck, viewer, ids, known_at), _symptoms)
    for rows, fact in (
        (_known(Isolation, viewer, ids, known_at), partial(_isolated, known_at)),
        (_known(Breach, viewer, ids, known_at), _breach),
        (_checks(viewer, ids, known_at), _looks) if brief else looked,
        (_known(TestResult, viewer, ids, known_at), _test),
    ):
        for row in _fetched(rows):
            found[row[1]].append(fact(row))
    for row in _fetched(_known(CaseStatus, viewer, ids, known_at)):
        found[row[1]] += _case(row)
    return found


def _fetched(rows: QuerySet) -> list[tuple[Any, ...]]:
    """Read plain columns at once, which a queryset would convert one by one."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


class _Seconds(Func):
    """A moment as seconds since 1970: read ten times faster than as text."""

    template = "date_part('epoch', %(expressions)s)"
    output_field = FloatField()


def _moment(seconds: Any) -> Any:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


# plain tuples: ten thousand people have their facts in a second
_COLUMNS: dict[Any, tuple[Any, ...]] = {
    Isolation: (
        *(_Seconds("from_at"), _Seconds("recorded_at"), _Seconds("to_at")),
        _Seconds(Coalesce("end_recorded_at", "to_at")),
    ),
    Breach: (_Seconds("at"), _Seconds("recorded_at"), _Seconds("to_at")),
    HealthCheck: (_Seconds("at"), _Seconds("recorded_at"), Q(temperature__gte=FEVER)),
    TestResult: (_Seconds("at"), _Seconds("recorded_at")),
    CaseStatus: (_Seconds("at"), _Seconds("recorded_at"), _Seconds("ill_since")),
}
_ALSO = {
    Isolation: ("alone", "venue", "room", "bed"),
    Breach: ("supersedes_id", "kind", "broken_by_id"),
    HealthCheck: ("supersedes_id", "symptomatic", "antipyretic", "recorded_by_id"),
    TestResult: (
        *("supersedes_id", "outcome", "assay", "specimen", "laboratory"),
        *("specimen_timed", "sample__pool"),
    ),
    CaseStatus: ("supersedes_id", "state", "pathogen", "proof"),
}


def _known(
    model: Any, viewer: Post, ids: list[int], known_at: datetime | None
) -> QuerySet:
    rows = _written(model, viewer, ids, known_at)
    named = {f"c{n}": column for n, column in enumerate(_COLUMNS[model])}
    asked = ("pk", "person_id", *named, *_ALSO[model])
    return rows.annotate(**named).values_list(*asked)


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
    nothing = (
        Q(symptomatic=False, antipyretic=False, supersedes=None)
        & Q(at__lte=F("recorded_at") + SKEW)
        & ~Q(recorded_by__in=breakers)
        & (Q(temperature=None) | Q(temperature__lt=FEVER))
        & ~Q(pk__in=corrected)
    )
    return (
        rows.annotate(one=Case(When(~nothing, then=F("pk"))))
        .values_list("one", "person_id")
        .annotate(
            times=ArrayAgg(_Seconds("at")),
            recorded=Max(_Seconds("recorded_at")),
            feverish=BoolOr(Q(temperature__gte=FEVER)),
            corrects=Max("supersedes_id"),
            symptomatic=BoolOr("symptomatic"),
            antipyretic=BoolOr("antipyretic"),
            by=Max("recorded_by_id"),
        )
    )


def _corrects(kind: str, pk: int | None) -> str | None:
    return f"{kind}:{pk}" if pk else None


def _isolated(known_at: datetime | None, row: tuple[Any, ...]) -> clearance.Isolated:
    pk, _person, from_at, recorded_at, to_at, end_known, alone, venue, room, bed = row
    # an end written down at that very moment, as by a release, was not known to it
    if to_at and known_at and end_known >= known_at.timestamp():
        to_at = None
    return clearance.Isolated(
        id=f"isolation:{pk}",
        occurred_at=_moment(from_at),
        recorded_at=_moment(recorded_at),
        ended_at=_moment(to_at),
        alone=alone,
        where=venue,
        room=room,
        bed=bed,
    )


def _breach(row: tuple[Any, ...]) -> clearance.Breach:
    pk, _person, at, recorded_at, to_at, supersedes, kind, by = row
    return clearance.Breach(
        id=f"breach:{pk}",
        occurred_at=_moment(at),
        recorded_at=_moment(recorded_at),
        supersedes=_corrects("breach", supersedes),
        # without an end it was a moment
        ended_at=_moment(to_at or at),
        kind=clearance.BreachKind(kind),
        by=f"post:{by}" if by else "",
    )


def _symptoms(row: tuple[Any, ...]) -> clearance.Symptoms:
    pk, _person, at, recorded_at, feverish, supersedes, symptomatic, *rest = row
    antipyretic, by = rest
    presence = clearance.Presence.ABSENT
    if symptomatic or feverish:
        presence = clearance.Presence.PRESENT
    elif symptomatic is None:
        presence = clearance.Presence.NOT_DONE
    return clearance.Symptoms(
        id=f"check:{pk}",
        occurred_at=_moment(at),
        recorded_at=_moment(recorded_at),
        supersedes=_corrects("check", supersedes),
        presence=presence,
        # symptoms that nobody named may be any
        seen=_FEVER if feverish and not symptomatic else _UNNAMED,
        by=f"post:{by}",
        antipyretic=antipyretic,
    )


def _looks(row: tuple[Any, ...]) -> clearance.Fact:
    one, person, times, recorded_at, *rest = row
    if one:
        return _symptoms((one, person, times[0], recorded_at, *rest))
    moments = tuple(map(datetime.fromtimestamp, sorted(times), repeat(UTC)))
    return clearance.Looks(
        id=f"checks:{person}",
        occurred_at=moments[0],
        recorded_at=_moment(recorded_at),
        times=moments,
    )


def _test(row: tuple[Any, ...]) -> clearance.LabTest:
    pk, _person, at, recorded_at, supersedes, outcome, assay, *rest = row
    specimen, laboratory, timed, pool = rest
    return clearance.LabTest(
        id=f"test:{pk}",
        occurred_at=_moment(at),
        recorded_at=_moment(recorded_at),
        supersedes=_corrects("test", supersedes),
        result=clearance.Result(outcome),
        assay=assay,
        specimen=specimen,
        laboratory=laboratory,
        specimen_timed=timed,
        pool=pool or 1,
    )


def _case(row: tuple[Any, ...]) -> Iterator[clearance.Fact]:
    """Give a physician's word; after a recovery the infection that is over, too."""
    pk, _person, at, recorded_at, ill_since, supersedes, state, pathogen, proof = row
    known = {"recorded_at": _moment(recorded_at)}
    yield clearance.CaseStatus(
        **known,
        id=f"case:{pk}",
        occurred_at=_moment(at),
        supersedes=_corrects("case", supersedes),
        state=clearance.CaseState(state),
        pathogen=pathogen,
    )
    if ill_since is not None:
        yield clearance.Infection(
            **known,
            id=f"infection:{pk}",
            occurred_at=_moment(ill_since),
            ended_at=_moment(at),
            supersedes=_corrects("infection", supersedes),
            proof=clearance.Proof(proof),
            pathogen=pathogen,
        )
    elif supersedes:
        yield clearance.Retraction(
            **known,
            id=f"no-infection:{pk}",
            occurred_at=_moment(at),
            supersedes=_corrects("infection", supersedes),
        )
