"""Samples by the numbers of their tubes, those that wait for a result, and the answer
about each that is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from wardline.base.accounts.models import Post
from wardline.core.roster.models import Sample, TestResult
from wardline.core.roster.queries.arrays import any_of

# a laboratory answers within a day; after two something went wrong
LATE_AFTER = timedelta(hours=48)
# of two who take in results at once, one waits
_LOCK = 620_005


@dataclass(slots=True)
class Found:
    """A result to be written about one sample; ``pk`` once it is."""

    sample: Known
    outcome: str
    timed: bool
    laboratory: str = ""
    reported_at: datetime | None = None
    supersedes: Found | None = None
    pk: int | None = None


@dataclass(slots=True)
class Known:
    """One person's sample as the rule needs it, with the answer in force."""

    pk: int
    number: str
    place: str
    person: int
    name: str
    at: datetime
    deed: tuple[Any, ...]
    pool: int
    assay: str
    specimen: str
    pathogen: str
    standing: Found | None = None


def samples(viewer: Post, at: str | None = None) -> QuerySet[Sample]:
    """Return the samples that no correction replaced, the eldest first."""
    corrected = Sample.objects.filter(supersedes=OuterRef("pk"))
    answers = TestResult.objects.filter(sample=OuterRef("pk")).order_by("-pk")
    found: QuerySet[Sample] = (
        Sample.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .filter(~Exists(corrected))
        .annotate(answer=Subquery(answers.values("outcome")[:1]))
        .select_related("person", "place")
        .order_by("at", "number", "pk")
    )
    return found


def waiting(viewer: Post, at: str | None = None) -> QuerySet[Sample]:
    """Return the samples without a result, the eldest first."""
    return samples(viewer, at).filter(answer=None)


def sample(viewer: Post, pk: int) -> Sample | None:
    """Return a sample that the viewer may know of."""
    return samples(viewer).filter(pk=pk).first()


def of_sample(viewer: Post, one: Sample) -> QuerySet[Sample]:
    """Return the rows of a sample's tube: its own, and those pooled with it."""
    same = {"number": one.number, "recorded_at": one.recorded_at, "at": one.at}
    return samples(viewer, one.place_id).filter(place_id=one.place_id, **same)


def used(viewer: Post, at: str, numbers: Iterable[str]) -> list[str]:
    """Return those numbers that stand for a sample of this house already."""
    found = samples(viewer, at).filter(place_id=at, number__in=list(numbers))
    return sorted(set(found.values_list("number", flat=True)))


def known(viewer: Post, numbers: Iterable[str]) -> dict[str, list[Known]]:
    """Return the samples under these numbers with the answers in force, in two
    queries for any number of them."""
    wanted = RawSQL(
        "roster_sample.number = any(%s)", [sorted(set(numbers))], BooleanField()
    )
    corrected = Sample.objects.filter(supersedes=OuterRef("pk"))
    rows = Sample.objects.within(viewer.place_id).filter(wanted, ~Exists(corrected))
    columns = ("pk", "number", "place_id", "person_id", "person__name", "at")
    more = ("recorded_at", "recorded_by_id", "pool", "assay", "specimen", "pathogen")
    found: dict[str, list[Known]] = {}
    by_pk: dict[int, Known] = {}
    for row in rows.order_by("pk").values_list(*columns, *more):
        pk, number, place, person, name, at, recorded, by, *rest = row
        deed = (place, at, recorded, by)
        one = Known(pk, number, place, person, name, at, deed, *rest)
        by_pk[pk] = one
        found.setdefault(number, []).append(one)
    _with_answers(viewer, by_pk)
    return found


def _with_answers(viewer: Post, by_pk: dict[int, Known]) -> None:
    wanted = any_of("sample_id", sorted(by_pk))
    results = TestResult.objects.within(viewer.place_id).filter(wanted)
    # each answer about a sample replaces the one before: the last is in force
    rows = results.order_by("pk").values_list(
        *("sample_id", "pk", "outcome", "specimen_timed", "laboratory", "reported_at")
    )
    for sample_pk, pk, outcome, timed, laboratory, reported_at in rows:
        one = by_pk[sample_pk]
        one.standing = Found(
            one, outcome, timed, laboratory, reported_at, one.standing, pk
        )


def one_at_a_time() -> None:
    """Hold others who take in results until this deed ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def searched(found: QuerySet[Sample], word: str) -> QuerySet[Sample]:
    """Narrow samples to a tube's number or a part of a name."""
    if not word:
        return found
    return found.filter(Q(number=word.upper()) | Q(person__name__icontains=word))
