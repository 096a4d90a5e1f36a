"""Laboratory files and their rows, and whose sample is due first."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.work.gate.models import ResultFile, ResultRow
from wardline.work.gate.queries.clearances import board

_DATED = re.compile(r"\d{4}-\d\d-\d\d(T.*)?$")
# the fates about which a person may decide
OPEN = ("contradicts", "untimed", "mistimed")
_OPEN = Q(fate__in=OPEN, upheld=None)


def result_files(viewer: Post) -> QuerySet[ResultFile]:
    """Return the files taken in at or below the viewer's place, newest first."""
    found = ResultFile.objects.within(viewer.place_id)
    counted = found.annotate(
        total=Count("rows"),
        undecided=Count("rows", filter=Q(rows__upheld=None) & Q(rows__fate__in=OPEN)),
    )
    joined = counted.select_related("place", "file", "taken_by__user")
    return joined.defer("file__content").order_by("-taken_at", "-pk")


def result_file(viewer: Post, pk: int) -> ResultFile | None:
    """Return one file, or None where the viewer may not know of it."""
    return result_files(viewer).filter(pk=pk).first()


def same_file(viewer: Post, content: bytes) -> ResultFile | None:
    """Return the file that came before with the same bytes, to the same place."""
    sha256 = hashlib.sha256(content).hexdigest()
    found = result_files(viewer).filter(place_id=viewer.place_id)
    return found.filter(file__sha256=sha256).first()


def result_rows(viewer: Post, file: ResultFile, fate: str = "") -> QuerySet[ResultRow]:
    """Return a file's rows in their order; ``fate`` narrows them ("open": those that
    wait for a decision)."""
    found = ResultRow.objects.within(viewer.place_id).filter(file=file)
    if fate == "open":
        found = found.filter(_OPEN)
    elif fate:
        found = found.filter(fate=fate)
    related = ("sample__person", "sample__place", "decided_by__user")
    return found.select_related(*related).order_by("row")


def undecided(viewer: Post, pk: int) -> ResultRow | None:
    """Return one row that waits for a decision."""
    found = ResultRow.objects.within(viewer.place_id).filter(_OPEN, pk=pk)
    return found.select_related("sample__person", "sample__place", "file").first()


def reason_of(row: ResultRow) -> dict[str, Any]:
    """Return a row's reason so that it can be said: its moments are moments again."""
    args = {n: _revived(value) for n, value in row.reason.get("args", {}).items()}
    return {**row.reason, "args": args}


def _revived(value: Any) -> Any:
    if not isinstance(value, str) or not _DATED.match(value):
        return value
    return (datetime if "T" in value else date).fromisoformat(value)


def fates(file: ResultFile) -> dict[str, int]:
    """Count a file's rows by what became of them."""
    counted = file.rows.order_by().values_list("fate").annotate(count=Count("pk"))
    return dict(counted)


def pathogen(viewer: Post, place: Any) -> str:
    """Name what the policies in force ask to test for, so that nobody types it."""
    named = [p.pathogen for p in guidance.policies(viewer, place, clock.today())]
    return next(filter(None, named), "")


def to_sample(
    viewer: Post, at: str, *, every: bool = False, search: str = ""
) -> list[dict[str, Any]]:
    """Return whom to take a sample of, whose test is due first; with ``every`` also
    those who are not in isolation.

    Each is ``{person, room, due, from_at, taken}``: ``taken`` is a sample on its way.
    """
    sent = {one.person_id: one for one in roster.waiting(viewer, at)}
    lines = [_line(case, sent) for case in board(viewer, at)]
    lines.sort(key=lambda line: (bool(line["taken"]), not line["due"]))
    if every:
        apart = {line["person"].pk for line in lines}
        rest = (p for p in roster.staying(viewer, at) if p.pk not in apart)
        lines += [
            {"person": p, "room": p.room or "", "due": False, "taken": sent.get(p.pk)}
            for p in rest
        ]
    return [line for line in lines if _fits(line, search)]


def _line(case: Any, sent: dict[int, Any]) -> dict[str, Any]:
    asked = any(clause.type == "test" for clause in case.decision.missing)
    from_at = case.decision.sample_from
    return {
        "person": case.person,
        "room": case.isolation.room,
        "apart": True,
        "due": asked and (from_at is None or from_at <= clock.now()),
        "from_at": from_at,
        "taken": sent.get(case.person.pk),
    }


def _fits(line: dict[str, Any], search: str) -> bool:
    room, name = line["room"], line["person"].name
    return not search or room.startswith(search) or search in name
