"""Take samples, put a number right, and record what a laboratory answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import refuse_the_future, tidied
from wardline.core.roster.models import Sample, TestResult

# ten to a tube is usual, twenty the most that a laboratory takes
MOST_POOLED = 20
_BATCH = 2000


def take_samples(
    *,
    by: Post,
    at: str,
    tubes: Mapping[str, Sequence[Any]],
    taken_at: datetime,
    pathogen: str,
    assay: str = "NAAT",
    specimen: str = "NP",
    key: str | None = None,
) -> list[Sample]:
    """Record samples of a house: by the number of each tube, whose specimens are in it
    (several: it is pooled)."""
    with deed(by=by, verb=Verb.TAKE_SAMPLES, at=at, key=key) as note:
        refuse_the_future(taken_at)
        tubes = {tidied(number): list(people) for number, people in tubes.items()}
        _refuse_numbers(by, at, tubes)
        # one moment for all: by it those of one tube are known to belong together
        what = {"assay": assay, "specimen": specimen, "pathogen": pathogen}
        what |= {"at": taken_at, "recorded_at": clock.now(), "recorded_by": by}
        made = Sample.objects.bulk_create(
            Sample(
                **what,
                place_id=person.place_id,
                person=person,
                number=number,
                pool=len(people),
            )
            for number, people in tubes.items()
            for person in people
        )
        note("roster.sample", tubes=len(tubes), people=len(made), assay=assay)
    return made


def correct_sample(
    *,
    by: Post,
    sample: Sample,
    number: str,
    taken_at: datetime,
    key: str | None = None,
) -> Sample:
    """Put a tube's number or time right, for all whose specimens are in it."""
    with deed(by=by, verb=Verb.CORRECT_SAMPLE, at=sample.place_id, key=key) as note:
        refuse_the_future(taken_at)
        rows, number = list(queries.of_sample(by, sample)), tidied(number)
        if not rows or any(row.answer for row in rows):
            raise refusal("roster.sample_answered", number=sample.number)
        if number != sample.number:
            _refuse_numbers(by, sample.place_id, {number: [r.person for r in rows]})
        written = {"at": taken_at, "recorded_at": clock.now(), "recorded_by": by}
        made = Sample.objects.bulk_create(
            [_corrected(row, number, written) for row in rows]
        )
        note(made[0], people=len(made))
    return made[0]


def record_results(
    *, by: Post, at: str, found: Iterable[queries.Found], key: str | None = None
) -> int:
    """Record a laboratory's results, each by the time at which its sample was taken;
    one that corrects another may stand in the same list. Returns how many."""
    with deed(by=by, verb=Verb.RECORD_RESULTS, at=at, key=key) as note:
        rest = found = list(found)
        while rest:
            ready = [f for f in rest if f.supersedes is None or f.supersedes.pk]
            made = TestResult.objects.bulk_create(
                [_result(by, each) for each in ready], batch_size=_BATCH
            )
            for each, row in zip(ready, made, strict=True):
                each.pk = row.pk
            rest = [each for each in rest if each.pk is None]
        note("roster.testresult", rows=len(found))
    return len(found)


def _refuse_numbers(by: Post, at: str, tubes: Mapping[str, Sequence[Any]]) -> None:
    if not tubes or "" in tubes:
        raise refusal("roster.no_number")
    if long := [number for number in tubes if len(number) > 40]:
        raise refusal("roster.number_long", number=long[0])
    if any(len(people) > MOST_POOLED for people in tubes.values()):
        raise refusal("roster.pool_too_large", most=MOST_POOLED)
    if known := queries.used(by, at, tubes):
        raise refusal("roster.number_used", numbers=known)


def _corrected(row: Sample, number: str, written: Mapping[str, Any]) -> Sample:
    return Sample(
        **written,
        place_id=row.place_id,
        person=row.person,
        number=number,
        pool=row.pool,
        assay=row.assay,
        specimen=row.specimen,
        pathogen=row.pathogen,
        supersedes=row,
    )


def _result(by: Post, each: queries.Found) -> TestResult:
    sample = each.sample
    return TestResult(
        place_id=sample.place,
        person_id=sample.person,
        at=sample.at,
        recorded_at=clock.now(),
        recorded_by=by,
        sample_id=sample.pk,
        assay=sample.assay,
        specimen=sample.specimen,
        pathogen=sample.pathogen,
        outcome=each.outcome,
        specimen_timed=each.timed,
        laboratory=each.laboratory[:120],
        reported_at=each.reported_at,
        supersedes_id=each.supersedes.pk if each.supersedes else None,
    )
