"""Measures: set, corrected, withdrawn. A place below the top adds and takes nothing
away; where a hold stands, nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.citing import document_id, names, refuse_back
from wardline.core.guidance.keeping import keep, refuse_losses
from wardline.core.guidance.models import Document, LessonPoint, Measure
from wardline.ground.rules import measures as rules
from wardline.ground.rules import strictness
from wardline.ground.rules.strictness import Shift

Row = Mapping[str, Any]


def set_measures(
    *,
    by: Post,
    at: str,
    rows: Iterable[Row],
    answers: LessonPoint | None = None,
    key: str | None = None,
) -> list[Measure]:
    """Set measures of a place by code and first day; ``document`` is a code.

    A post below the top may add to what its place has, and change nothing. Of a lesson
    the measures may answer a point that was a gap.
    """
    with deed(by=by, verb=Verb.SET_MEASURES, at=at, key=key) as note:
        known = queries.document_ids(at)
        records = [_measure(at, row, known) for row in rows]
        for record in records:
            _refuse_days(record)
        if by.place_id != places.root():
            _refuse_changes(at, records)
            _refuse_weaker(at, records)
        ratchet = queries.Ratchet(at, clock.today())
        made = keep(Measure, records, "code", "valid_from")
        refuse_losses(ratchet)
        if answers is not None:
            _answer(answers, made)
        note("guidance.measure", rows=len(made), codes=[m.code for m in made][:20])
    return made


def correct_measure(
    *,
    by: Post,
    measure: Measure,
    row: Row,
    reason: str,
    key: str | None = None,
) -> Measure:
    """Mend what was entered wrongly; the ledger keeps what stood before, and why.

    Below the top, and wherever a hold stands, a correction asks no less than before.
    """
    with deed(by=by, verb=Verb.CORRECT_MEASURE, at=measure.place_id, key=key) as note:
        kept: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
        if not reason.strip():
            raise refusal("guidance.say_why")
        ratchet = queries.Ratchet(kept.place_id, clock.today())
        before, as_it_was = _content(kept), queries.as_rule(kept)
        _rewrite(kept, row)
        if by.place_id != places.root():
            _refuse_less(as_it_was, queries.as_rule(kept))
        kept.save()
        refuse_losses(ratchet)
        changed = _changed(before, _content(kept))
        note(kept, measure=kept.code, reason=reason.strip(), changed=changed)
    return kept


def withdraw_measure(
    *, by: Post, measure: Measure, on: date, document: Document, key: str | None = None
) -> Measure:
    """End a measure by a document that names it, also where a hold keeps it."""
    at = measure.place_id
    with deed(by=by, verb=Verb.WITHDRAW_MEASURE, at=at, key=key) as note:
        kept: Measure = Measure.objects.select_for_update().get(pk=measure.pk)
        if kept.withdrawn_on is not None:
            raise refusal("guidance.measure_withdrawn", on=kept.withdrawn_on)
        refuse_back(on, document)
        if not names(document, kept.code, kept.place_id):
            raise refusal("guidance.measure_not_named", measure=kept.code)
        kept.withdrawn_on, kept.withdrawn_by_document = on, document
        kept.save(update_fields=["withdrawn_on", "withdrawn_by_document"])
        note(kept, measure=kept.code, on=on.isoformat(), document=document.code)
    return kept


def _rewrite(kept: Measure, row: Row) -> None:
    columns = dict(row)
    if code := columns.pop("document", ""):
        kept.document_id = document_id(kept.place_id, code)
    for name, value in columns.items():
        setattr(kept, name, value)
    kept.clean_fields(exclude=["place", "document"])
    _refuse_days(kept)
    _refuse_taken(kept)


def _measure(at: str, row: Row, documents: Mapping[str, int]) -> Measure:
    columns = dict(row)
    code = columns.pop("document")
    if code not in documents:
        raise refusal("guidance.no_document", document=code)
    return Measure(place_id=at, document_id=documents[code], **columns)


def _refuse_changes(at: str, records: Sequence[Measure]) -> None:
    """Refuse what would change a measure that stands, or take an upper one's code."""
    codes = [record.code for record in records]
    standing = Measure.objects.filter(place_id__in=queries.line(at), code__in=codes)
    known = {(m.place_id, m.code, m.valid_from): m for m in standing}
    above = {m.code for m in known.values() if m.place_id != at}
    for record in records:
        if record.code in above:
            raise refusal("guidance.code_above", measure=record.code)
        same = known.get((at, record.code, record.valid_from))
        if same is not None and _content(same) != _content(record):
            raise refusal("guidance.only_add", measure=record.code)


def _content(measure: Measure) -> dict[str, Any]:
    kept = {"id", "withdrawn_on", "withdrawn_by_document"}
    columns = (f.attname for f in measure._meta.concrete_fields if f.name not in kept)
    return {name: getattr(measure, name) for name in columns}


def _changed(before: Row, after: Row) -> dict[str, list[Any]]:
    """Return what a correction changed: each column as it was and as it is."""
    return {
        name: [_plain(before[name]), _plain(after[name])]
        for name in before
        if before[name] != after[name]
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _answer(point: LessonPoint, made: Sequence[Measure]) -> None:
    kept = LessonPoint.objects.select_for_update().get(pk=point.pk)
    kept.measures = sorted({*kept.measures, *(measure.code for measure in made)})
    kept.save(update_fields=["measures"])


def _refuse_days(measure: Measure) -> None:
    if measure.valid_to is not None and measure.valid_to < measure.valid_from:
        raise refusal("guidance.ends_before_it_begins", measure=measure.code)


def _refuse_taken(measure: Measure) -> None:
    """Refuse a first day on which another measure of this code begins already."""
    named = {"place": measure.place_id, "code": measure.code}
    same = Measure.objects.filter(**named, valid_from=measure.valid_from)
    if same.exclude(pk=measure.pk).exists():
        raise refusal("guidance.only_add", measure=measure.code)


def _refuse_less(before: rules.Measure, after: rules.Measure) -> None:
    """Refuse a correction below the top that asks less, or for fewer days."""
    less = strictness.shift_of(before, after) in {Shift.WEAKER, Shift.MIXED}
    later = after.valid_from > before.valid_from
    ends = after.valid_to is not None and (
        before.valid_to is None or after.valid_to < before.valid_to
    )
    if less or later or ends or after.topic != before.topic:
        raise refusal("guidance.correct_less", measure=before.code)


def _refuse_weaker(at: str, records: Sequence[Measure]) -> None:
    """Refuse a measure of a lower place beside which one in force asks more."""
    for record in records:
        new = queries.as_rule(record)
        for bound in queries.bound_at(at, max(record.valid_from, clock.today())):
            kinds = bound.measure.institution_kinds
            meets = not (kinds and new.institution_kinds) or (
                kinds & new.institution_kinds
            )
            if meets and strictness.outdone(new, bound.measure):
                raise refusal(
                    "guidance.asks_less", measure=record.code, bound=bound.code
                )
