"""Close a place to the outside."""

from __future__ import annotations

from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries as guidance
from wardline.work.gate.models import Closure


def close(
    *,
    by: Post,
    at: str,
    from_on: date,
    document_code: str,
    until_on: date | None = None,
    key: str | None = None,
) -> Closure:
    """Close a place and all under it from a day, by a document; again, corrects it."""
    with deed(by=by, verb=Verb.CLOSE, at=at, key=key) as note:
        document = guidance.document(by, document_code)
        if document is None:
            raise refusal("gate.no_document", document=document_code)
        if until_on and until_on < from_on:
            raise refusal("gate.ends_before", from_on=from_on)
        made, _new = Closure.objects.update_or_create(
            place_id=at,
            from_on=from_on,
            defaults={"document_id": document.pk, "until_on": until_on},
        )
        note(made, from_on=from_on.isoformat(), document=document_code)
    return made
