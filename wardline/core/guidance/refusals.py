"""How the room says no, in words; and the one look-up that every deed may refuse by."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.ui import wording
from wardline.core.guidance import queries


def refusal(code: str, **args: Any) -> ValidationError:
    """Return a refusal as a sentence that carries its code."""
    return ValidationError(wording.say(code, **args), code=code)


def document_id(at: str, code: str) -> int:
    """Return the id of the document with this code that holds at a place."""
    found = queries.document_ids(at).get(code)
    if found is None:
        raise refusal("guidance.no_document", document=code)
    return found
