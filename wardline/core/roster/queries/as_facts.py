"""One row of the register as the fact, or the facts, that the clearance rule reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from wardline.ground.rules import clearance

Row = tuple[Any, ...]
_FEVER, _UNNAMED = frozenset({"fever"}), frozenset[str]()


def _corrects(kind: str, pk: int | None) -> str | None:
    return f"{kind}:{pk}" if pk else None


def isolated(known_at: datetime | None, row: Row) -> clearance.Isolated:
    """Give an isolation; an end that was not yet known at a moment is left out."""
    pk, _person, from_at, recorded_at, to_at, end_known, alone, venue, room, bed = row
    # an end written down at that very moment, as by a release, was not known to it
    if to_at and known_at and end_known >= known_at:
        to_at = None
    return clearance.Isolated(
        id=f"isolation:{pk}",
        occurred_at=from_at,
        recorded_at=recorded_at,
        ended_at=to_at,
        alone=alone,
        where=venue,
        room=room,
        bed=bed,
    )


def breach(row: Row) -> clearance.Breach:
    """Give a breach."""
    pk, _person, at, recorded_at, to_at, supersedes, kind, by = row
    return clearance.Breach(
        id=f"breach:{pk}",
        occurred_at=at,
        recorded_at=recorded_at,
        supersedes=_corrects("breach", supersedes),
        # without an end it was a moment
        ended_at=to_at or at,
        kind=clearance.BreachKind(kind),
        by=f"post:{by}" if by else "",
    )


def symptoms(row: Row) -> clearance.Symptoms:
    """Give one look."""
    pk, _person, at, recorded_at, feverish, supersedes, symptomatic, *rest = row
    antipyretic, by = rest
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
        seen=_FEVER if feverish and not symptomatic else _UNNAMED,
        by=f"post:{by}",
        antipyretic=antipyretic,
    )


def looks(row: Row) -> clearance.Fact:
    """Give one look, or those at which nothing was seen as one fact."""
    one, person, times, recorded_at, *rest = row
    if one:
        return symptoms((one, person, times[0], recorded_at, *rest))
    times.sort()  # in less time than the database takes for it
    return clearance.Looks(
        id=f"checks:{person}",
        occurred_at=times[0],
        recorded_at=recorded_at,
        times=tuple(times),
    )


def test(row: Row) -> clearance.LabTest:
    """Give a test."""
    pk, _person, at, recorded_at, supersedes, outcome, assay, *rest = row
    specimen, laboratory, timed, pathogen, pool = rest
    result = clearance.Result(outcome)
    return clearance.LabTest(
        id=f"test:{pk}",
        occurred_at=at,
        recorded_at=recorded_at,
        supersedes=_corrects("test", supersedes),
        result=result,
        assay=assay,
        specimen=specimen,
        laboratory=laboratory,
        specimen_timed=timed,
        # a positive counts whatever it was taken for: names are spelled in many ways
        pathogen=pathogen if result is clearance.Result.NEGATIVE else "",
        pool=pool or 1,
    )


def case(row: Row) -> Iterator[clearance.Fact]:
    """Give a physician's word; after a recovery the infection that is over, too."""
    pk, _person, at, recorded_at, ill_since, supersedes, state, pathogen, proof = row
    known = {"recorded_at": recorded_at}
    yield clearance.CaseStatus(
        **known,
        id=f"case:{pk}",
        occurred_at=at,
        supersedes=_corrects("case", supersedes),
        state=clearance.CaseState(state),
        pathogen=pathogen,
    )
    if ill_since is not None:
        yield clearance.Infection(
            **known,
            id=f"infection:{pk}",
            occurred_at=ill_since,
            ended_at=at,
            supersedes=_corrects("infection", supersedes),
            proof=clearance.Proof(proof),
            pathogen=pathogen,
        )
    elif supersedes:
        yield _taken_back("infection", pk, known["recorded_at"], supersedes)


def move(row: Row) -> Iterator[clearance.Fact]:
    """Give a move, and the isolation that it ended elsewhere."""
    pk, _person, left_at, recorded_at, arrived_at, since, supersedes, *rest = row
    origin, place, alone, apart_alone, venue = rest
    known = {"recorded_at": recorded_at}
    yield clearance.Moved(
        **known,
        id=f"move:{pk}",
        occurred_at=left_at,
        ended_at=arrived_at,
        supersedes=_corrects("move", supersedes),
        alone=alone,
        from_place=origin,
        to_place=place,
    )
    if since is not None:
        yield clearance.Isolated(
            **known,
            id=f"elsewhere:{pk}",
            occurred_at=since,
            ended_at=left_at,
            supersedes=_corrects("elsewhere", supersedes),
            alone=apart_alone,
            where=venue,
        )
    elif supersedes:
        yield _taken_back("elsewhere", pk, known["recorded_at"], supersedes)


def _taken_back(
    kind: str, pk: int, recorded_at: datetime, corrected: int
) -> clearance.Retraction:
    return clearance.Retraction(
        id=f"no-{kind}:{pk}",
        occurred_at=recorded_at,
        recorded_at=recorded_at,
        supersedes=_corrects(kind, corrected),
    )
