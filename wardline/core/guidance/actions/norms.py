"""Documents, levels, holds: register, set, hold, withdraw. Reloads change nothing that
is the same; nothing but a document that names it lets go of what a hold keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.citing import document_id, names, refuse_back
from wardline.core.guidance.keeping import keep, refuse_losses
from wardline.core.guidance.models import (
    Document,
    Hold,
    ResponseLevel,
)

Row = Mapping[str, Any]


def keep_documents(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Document]:
    """Register documents of a place, or correct those known by their code."""
    with deed(by=by, verb=Verb.KEEP_DOCUMENTS, at=at, key=key) as note:
        made = keep(Document, [Document(place_id=at, **row) for row in rows], "code")
        note("guidance.document", rows=len(made), codes=[d.code for d in made][:20])
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
        ratchet = queries.Ratchet(at, clock.today())
        made, _new = ResponseLevel.objects.update_or_create(
            place_id=at,
            from_on=from_on,
            defaults={
                "level": level,
                "document_id": document_id(at, document_code),
            },
        )
        refuse_losses(ratchet)
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
    """Withdraw a hold by a document that names it, from its issuer or above.

    Never dated back: under another hold, what it kept meanwhile would be lost.
    """
    with deed(by=by, verb=Verb.WITHDRAW_HOLD, at=hold.place_id, key=key) as note:
        kept: Hold = Hold.objects.select_for_update().get(pk=hold.pk)
        if kept.withdrawn_on is not None:
            raise refusal("guidance.withdrawn", on=kept.withdrawn_on)
        if on < kept.from_on or on < document.issued_on:
            raise refusal("guidance.withdrawn_too_early", on=kept.from_on)
        refuse_back(on, document)
        if not names(document, kept.code, kept.place_id):
            raise refusal("guidance.not_named", hold=kept.code)
        kept.withdrawn_on, kept.withdrawn_by_document = on, document
        kept.save(update_fields=["withdrawn_on", "withdrawn_by_document"])
        note(kept, hold=kept.code, on=on.isoformat(), document=document.code)
    return kept
