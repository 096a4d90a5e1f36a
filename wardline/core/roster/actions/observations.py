"""Record rounds, checks and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.roster import queries
from wardline.core.roster.facts import (
    refuse_stale,
    refuse_the_future,
    refuse_the_impossible,
    signed,
)
from wardline.core.roster.models import (
    HealthCheck,
    Person,
    Round,
    TestResult,
)

Row = Mapping[str, Any]
# where no measure in force says otherwise
FEVER = Decimal("37.3")


def record_round(
    *,
    by: Post,
    at: str,
    on: date,
    slot: str,
    taken_at: datetime,
    checked: int,
    expected: int,
    exceptions: Iterable[Row] = (),
    rooms: Mapping[str, int] | None = None,
    fever_from: Decimal = FEVER,
    key: str | None = None,
) -> Round:
    """Record a temperature round: everybody normal but the exceptions.

    An exception is ``{person, temperature, symptomatic, note}``; everyone in isolation
    gets a check of their own, because clearance reads it.
    """
    with deed(by=by, verb=Verb.RECORD_ROUND, at=at, key=key) as note:
        refuse_the_future(taken_at)
        if known := Round.objects.filter(place_id=at, on=on, slot=slot).first():
            raise refusal("roster.round_known", at=known.at)
        found = {row["person"].pk: row for row in exceptions}
        checks = _checks(by, at, taken_at, found, rooms)
        refuse_the_impossible(check.temperature for check in checks)
        feverish = sum((c.temperature or 0) >= fever_from for c in checks)
        made = Round.objects.create(
            place_id=at,
            on=on,
            slot=slot,
            at=taken_at,
            checked=checked,
            expected=expected,
            feverish=feverish,
            rooms=dict(rooms or {}),
            recorded_at=clock.now(),
            recorded_by=by,
        )
        HealthCheck.objects.bulk_create(checks)
        note(made, checked=checked, expected=expected, feverish=feverish)
    return made


def record_check(
    *,
    by: Post,
    person: Person,
    taken_at: datetime,
    temperature: Decimal | None,
    symptomatic: bool | None,
    antipyretic: bool = False,
    note: str = "",
    supersedes: HealthCheck | None = None,
    key: str | None = None,
) -> HealthCheck:
    """Record one person's temperature and symptoms (None: not done)."""
    with deed(by=by, verb=Verb.RECORD_CHECK, at=person.place_id, key=key) as noted:
        refuse_the_future(taken_at)
        refuse_the_impossible([temperature])
        refuse_stale(by, person, supersedes)
        check = HealthCheck.objects.create(
            **signed(by, person, taken_at),
            temperature=temperature,
            symptomatic=symptomatic,
            antipyretic=antipyretic,
            note=note,
            supersedes=supersedes,
        )
        noted(check)
    return check


def record_test(
    *,
    by: Post,
    person: Person,
    sampled_at: datetime,
    outcome: str,
    pathogen: str,
    assay: str = "NAAT",
    specimen: str = "NP",
    laboratory: str = "",
    reported_at: datetime | None = None,
    supersedes: TestResult | None = None,
    key: str | None = None,
) -> TestResult:
    """Record a test by the time its specimen was taken."""
    with deed(by=by, verb=Verb.RECORD_TEST, at=person.place_id, key=key) as note:
        refuse_the_future(sampled_at, reported_at)
        refuse_stale(by, person, supersedes)
        if reported_at and reported_at < sampled_at:
            raise refusal("roster.reported_before", sampled_at=sampled_at)
        result = TestResult.objects.create(
            **signed(by, person, sampled_at),
            outcome=outcome,
            pathogen=pathogen,
            assay=assay,
            specimen=specimen,
            laboratory=laboratory,
            reported_at=reported_at,
            supersedes=supersedes,
        )
        note(result, assay=assay)
    return result


def _checks(
    by: Post,
    at: str,
    taken_at: datetime,
    found: Mapping[int, Row],
    rooms: Mapping[str, int] | None,
) -> list[HealthCheck]:
    """Make the checks of a round: the exceptions, and all in isolation who were seen.

    Rooms left out were not walked: nobody there is said to be well.
    """
    quiet = {
        isolation.person
        for isolation in queries.isolating(by, at).filter(place_id=at)
        if not rooms or isolation.room in rooms
    }
    people = {row["person"] for row in found.values()} | quiet
    return [
        HealthCheck(
            **signed(by, person, taken_at),
            temperature=found.get(person.pk, {}).get("temperature"),
            symptomatic=found.get(person.pk, {}).get("symptomatic", False),
            note=found.get(person.pk, {}).get("note", ""),
        )
        for person in sorted(people, key=lambda p: p.pk)
    ]
