"""Documents, measures, levels, holds: register, set, hold, withdraw. Reloads change
nothing that is the same; a place below the top adds measures and takes none away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import queries as places
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.citing import document_id
from wardline.core.guidance.models import (
    Document,
    Hold,
    Measure,
    Norm,
    ResponseLevel,
)

Row = Mapping[str, Any]
Kind = TypeVar("Kind", bound=Norm)


def keep_documents(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Document]:
    """Register documents of a place, or correct those known by their code."""
    with deed(by=by, verb=Verb.KEEP_DOCUMENTS, at=at, key=key) as note:
        made = _keep(Document, [Document(place_id=at, **row) for row in rows], "code")
        note("guidance.document", rows=len(made), codes=[d.code for d in made][:20])
    return made


def set_measures(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Measure]:
    """Set measures of a place by code and first day; ``document`` is a code.

    A post below the top may add to what its place has, and change nothing.
    """
    with deed(by=by, verb=Verb.SET_MEASURES, at=at, key=key) as note:
        known = queries.document_ids(at)
        records = [_measure(at, row, known) for row in rows]
        if by.place_id != places.root():
            _refuse_changes(at, records)
        made = _keep(Measure, records, "code", "valid_from")
        note("guidance.measure", rows=len(made), codes=[m.code for m in made][:20])
    return made


def set_level(
    *,
    by: Post,
    at: str,
    level: int,
    from_on: date,
    document_code: str,
    key: str | None = None,
) -> ResponseLevel:
    """Set the response level of a place from a day; set again, it is corrected."""
    with deed(by=by, verb=Verb.SET_LEVEL, at=at, key=key) as note:
        before = queries.level_of(at, from_on)
        made, _new = ResponseLevel.objects.update_or_create(
            place_id=at,
            from_on=from_on,
            defaults={
                "level": level,
                "document_id": document_id(at, document_code),
            },
        )
        note(made, level=level, before=before, from_on=from_on.isoformat())
    return made


def hold(
    *,
    by: Post,
    at: str,
    code: str,
    from_on: date,
    level_kept: int,
    document_code: str,
    key: str | None = None,
) -> Hold:
    """Order that from a day nothing may weaken here or below."""
    with deed(by=by, verb=Verb.HOLD, at=at, key=key) as note:
        made, _new = Hold.objects.get_or_create(
            place_id=at,
            code=code,
            defaults={
                "from_on": from_on,
                "level_kept": level_kept,
                "document_id": document_id(at, document_code),
            },
        )
        if (made.from_on, made.level_kept) != (from_on, level_kept):
            raise refusal("guidance.hold_known", hold=code, on=made.from_on)
        note(made, hold=code, level_kept=level_kept, from_on=from_on.isoformat())
    return made


def withdraw_hold(
    *, by: Post, hold: Hold, on: date, document: Document, key: str | None = None
) -> Hold:
    """Withdraw a hold by a document that names it, from its issuer or above."""
    with deed(by=by, verb=Verb.WITHDRAW_HOLD, at=hold.place_id, key=key) as note:
        kept: Hold = Hold.objects.select_for_update().get(pk=hold.pk)
        if kept.withdrawn_on is not None:
            raise refusal("guidance.withdrawn", on=kept.withdrawn_on)
        if on < kept.from_on or on < document.issued_on:
            raise refusal("guidance.withdrawn_too_early", on=kept.from_on)
        if kept.code not in document.withdraws or not kept.place_id.startswith(
            document.place_id
        ):
            raise refusal("guidance.not_named", hold=kept.code)
        kept.withdrawn_on, kept.withdrawn_by_document = on, document
        kept.save(update_fields=["withdrawn_on", "withdrawn_by_document"])
        note(kept, hold=kept.code, on=on.isoformat(), document=document.code)
    return kept


def _measure(at: str, row: Row, documents: Mapping[str, int]) -> Measure:
    columns = dict(row)
    code = columns.pop("document")
    if code not in documents:
        raise refusal("guidance.no_document", document=code)
    return Measure(place_id=at, document_id=documents[code], **columns)


def _keep(kind: type[Kind], records: Sequence[Kind], *unique: str) -> list[Kind]:
    """Write records by what makes them unique, so that a reload makes no duplicates."""
    for record in records:
        record.clean_fields(exclude=["place", "document"])
    fixed = {"id", "place", *unique}
    changing = [f.name for f in kind._meta.concrete_fields if f.name not in fixed]
    made: list[Kind] = kind.objects.bulk_create(
        records,
        update_conflicts=True,
        unique_fields=["place", *unique],
        update_fields=changing,
    )
    return made


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
    columns = (f.attname for f in measure._meta.concrete_fields if f.name != "id")
    return {name: getattr(measure, name) for name in columns}
