"""The document that a deed rests on: looked up, or the deed is refused."""

from __future__ import annotations

from datetime import date

from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries
from wardline.core.guidance.models import Document


def document_id(at: str, code: str) -> int:
    """Return the id of the document with this code that holds at a place."""
    found = queries.document_ids(at).get(code)
    if found is None:
        raise refusal("guidance.no_document", document=code)
    return found


def names(document: Document, name: str, at: str) -> bool:
    """Tell whether a document withdraws this by name, from its issuer or above."""
    return name in document.withdraws and at.startswith(document.place_id)


def refuse_back(on: date, document: Document) -> None:
    """Refuse an end on a day that is over, or before its document was issued."""
    if on < clock.today() or on < document.issued_on:
        raise refusal("guidance.ended_back", on=max(clock.today(), document.issued_on))
