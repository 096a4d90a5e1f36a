"""The document that a deed rests on: looked up, or the deed is refused."""

from __future__ import annotations

from wardline.base.ui.wording import refusal
from wardline.core.guidance import queries


def document_id(at: str, code: str) -> int:
    """Return the id of the document with this code that holds at a place."""
    found = queries.document_ids(at).get(code)
    if found is None:
        raise refusal("guidance.no_document", document=code)
    return found
