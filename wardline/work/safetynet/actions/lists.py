"""Lists taken in and compared; gaps looked at by a person."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from wardline.base.accounts.cipher import blind, masked
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui import sheets, wording
from wardline.base.ui.cells import Faulty
from wardline.base.ui.wording import refusal
from wardline.core.correction import actions as correction
from wardline.work.safetynet import comparing, queries, reading
from wardline.work.safetynet.models import (
    Comparison,
    CoverageGap,
    ListedHousehold,
    Match,
    SourceList,
)
from wardline.work.safetynet.words import scheme_name

_BATCH = 2000


def take_in_list(
    *,
    by: Post,
    at: str,
    kind: str,
    content: bytes,
    name: str,
    scheme: str = "",
    key: str | None = None,
) -> SourceList:
    """Take a list in: the file as it came, its sound rows, and what was wrong with the
    others. The same file twice counts once."""
    with deed(by=by, verb=Verb.TAKE_IN_LIST, at=at, key=key) as note:
        file = attachments.keep(
            at=at,
            name=name,
            media_type=sheets.media_type(content),
            content=content,
        )
        same = {"place_id": at, "kind": kind, "scheme": scheme, "file": file}
        made: SourceList | None = SourceList.objects.filter(**same).first()
        if made is None:
            read = _read(by, at, content)
            made = _keep(by, read, name, same)
        note(made, sha256=file.sha256, rows=made.rows, faulty=made.faulty_rows)
    return made


def compare_lists(
    *,
    by: Post,
    at: str,
    entitled: SourceList,
    covered: SourceList,
    key: str | None = None,
) -> Comparison:
    """Compare two lists, once: who is entitled by rule and not among those covered
    becomes a gap, unless one is open or was answered since the list came."""
    with deed(by=by, verb=Verb.COMPARE_LISTS, at=at, key=key) as note:
        pair = {"entitled": entitled, "covered": covered}
        _refuse_unlike(by, **pair)
        made: Comparison | None = Comparison.objects.filter(**pair).first()
        if made is None:
            made = Comparison.objects.create(
                place_id=at,
                scheme=entitled.scheme,
                compared_at=clock.now(),
                compared_by=by,
                **pair,
            )
            found = list(comparing.matches(made, clock.today()))
            Match.objects.bulk_create(found, batch_size=_BATCH)
            _open_gaps(made, [match for match in found if comparing.is_gap(match)])
        note(made, **queries.counts_of(made))
    return made


def confirm_gap(
    *, by: Post, gap: CoverageGap, outcome: str, note: str = "", key: str | None = None
) -> CoverageGap:
    """Say what a visit showed; a gap that is confirmed becomes a finding."""
    with deed(by=by, verb=Verb.CONFIRM_GAP, at=gap.place_id, key=key) as write:
        gap = queries.locked(by, gap)
        if outcome not in CoverageGap.OUTCOMES:
            raise refusal("safetynet.outcome_unknown")
        if gap.outcome:
            said = f"safetynet.gap.{gap.outcome}"
            raise refusal("safetynet.answered", on=gap.confirmed_at, outcome=said)
        gap.outcome, gap.note = outcome, note
        gap.confirmed_at, gap.confirmed_by = clock.now(), by
        if outcome == "confirmed":
            gap.finding = correction.open_finding(
                by=by,
                at=gap.place_id,
                source="safetynet",
                origin=f"safetynet.coveragegap:{gap.pk}",
                fact=_fact(gap),
                severity=3,
            )
        gap.save()
        write(gap, outcome=outcome, finding=gap.finding_id)
    return gap


def _read(by: Post, at: str, content: bytes) -> reading.Reading:
    divisions, here = queries.names_of_divisions(by, at)
    try:
        return reading.read(content, divisions, here)
    except Faulty as wrong:
        raise refusal(wrong.code, **wrong.args_) from None


def _keep(
    by: Post, read: reading.Reading, name: str, same: dict[str, Any]
) -> SourceList:
    faults = [asdict(fault) for fault in read.faults]
    told = {"headings": read.headings, "faults": faults}
    made: SourceList = SourceList.objects.create(
        **same,
        name=name[:200],
        rows=len(read.lines),
        faulty_rows=read.faulty_rows,
        faults=json.dumps(told, ensure_ascii=False) if faults else "",
        taken_at=clock.now(),
        taken_by=by,
    )
    ListedHousehold.objects.bulk_create(
        [_household(made, line) for line in read.lines], batch_size=_BATCH
    )
    return made


def _household(source: SourceList, line: reading.Line) -> ListedHousehold:
    return ListedHousehold(
        list=source,
        place_id=line.place,
        row=line.row,
        name=line.name,
        id_number=line.number,
        id_index=blind(line.number),
        village=line.village,
        members=line.members,
        income=line.income,
        assets_exceeded=line.assets_exceeded,
        assessed_on=line.assessed_on,
    )


def _refuse_unlike(by: Post, entitled: SourceList, covered: SourceList) -> None:
    if (entitled.kind, covered.kind) != ("entitled", "covered"):
        raise refusal("safetynet.kind_wrong")
    if entitled.scheme != covered.scheme:
        raise refusal("safetynet.scheme_differs")
    queries.lock_list(by, entitled)


def _open_gaps(comparison: Comparison, missing: list[Match]) -> None:
    known = queries.under_way(comparison.place_id, comparison.entitled.taken_at)
    now = clock.now()
    CoverageGap.objects.bulk_create(
        [
            CoverageGap(
                place_id=match.place_id,
                match=match,
                household=match.entitled,
                opened_at=now,
            )
            for match in missing
            if match.entitled.id_index not in known
        ],
        batch_size=_BATCH,
    )


def _fact(gap: CoverageGap) -> str:
    return str(
        wording.say(
            "safetynet.fact",
            village=gap.household.village or gap.place_id,
            scheme=scheme_name(gap.match.comparison.scheme),
            number=masked(gap.household.id_number),
            note=gap.note,
        )
    ).strip()
