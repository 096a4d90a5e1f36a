"""From rows to the facts that the clearance rule reads: four queries for any number of
persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Breach, HealthCheck, Isolation, TestResult
from wardline.ground.rules import clearance

# what a rule may call a fever, where the note does not name the symptom
FEVER = Decimal("37.3")
Evidence = dict[int, list[clearance.Fact]]


def evidence(
    viewer: Post, persons: Iterable[Any], known_at: datetime | None = None
) -> Evidence:
    """Return by person (or their id) every fact written down by a moment."""
    ids = {getattr(person, "pk", person) for person in persons}
    found: Evidence = {pk: [] for pk in ids}
    for rows, fact in (
        (_known(Isolation, viewer, ids, known_at), _isolated),
        (_known(Breach, viewer, ids, known_at), _breach),
        (_known(HealthCheck, viewer, ids, known_at), _symptoms),
        (_known(TestResult, viewer, ids, known_at), _test),
    ):
        for row in rows:
            found[row[1]].append(fact(row))
    return found


# plain tuples: a thousand facts a millisecond, which whole records do not reach
_COLUMNS = {
    Isolation: ("from_at", "recorded_at", "to_at", "alone", "venue"),
    Breach: ("at", "recorded_at", "supersedes_id", "to_at", "kind"),
    HealthCheck: ("at", "recorded_at", "supersedes_id", "temperature", "symptomatic"),
    TestResult: (
        *("at", "recorded_at", "supersedes_id", "outcome", "assay"),
        *("specimen", "laboratory"),
    ),
}


def _known(
    model: Any, viewer: Post, ids: set[int], known_at: datetime | None
) -> QuerySet:
    rows = model.objects.within(viewer.place_id).filter(person__in=ids)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return rows.values_list("pk", "person_id", *_COLUMNS[model]).order_by("pk")


def _corrects(kind: str, pk: int | None) -> str | None:
    return f"{kind}:{pk}" if pk else None


def _isolated(row: tuple[Any, ...]) -> clearance.Isolated:
    pk, _person, from_at, recorded_at, to_at, alone, venue = row
    return clearance.Isolated(
        id=f"isolation:{pk}",
        occurred_at=from_at,
        recorded_at=recorded_at,
        ended_at=to_at,
        alone=alone,
        where=venue,
    )


def _breach(row: tuple[Any, ...]) -> clearance.Breach:
    pk, _person, at, recorded_at, supersedes, to_at, kind = row
    return clearance.Breach(
        id=f"breach:{pk}",
        occurred_at=at,
        recorded_at=recorded_at,
        supersedes=_corrects("breach", supersedes),
        ended_at=to_at or at,
        kind=clearance.BreachKind(kind),
    )


def _symptoms(row: tuple[Any, ...]) -> clearance.Symptoms:
    pk, _person, at, recorded_at, supersedes, temperature, symptomatic = row
    feverish = temperature is not None and temperature >= FEVER
    presence = clearance.Presence.ABSENT
    if symptomatic or feverish:
        presence = clearance.Presence.PRESENT
    elif symptomatic is None:
        presence = clearance.Presence.NOT_DONE
    return clearance.Symptoms(
        id=f"check:{pk}",
        occurred_at=at,
        recorded_at=recorded_at,
        supersedes=_corrects("check", supersedes),
        presence=presence,
        # symptoms that nobody named may be any
        seen=frozenset({"fever"} if feverish and not symptomatic else ()),
    )


def _test(row: tuple[Any, ...]) -> clearance.LabTest:
    pk, _person, at, recorded_at, supersedes, outcome, assay, specimen, lab = row
    return clearance.LabTest(
        id=f"test:{pk}",
        occurred_at=at,
        recorded_at=recorded_at,
        supersedes=_corrects("test", supersedes),
        result=clearance.Result(outcome),
        assay=assay,
        specimen=specimen,
        laboratory=lab,
    )
