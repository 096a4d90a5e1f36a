"""What every form of the room does: try the deed, tell what it refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404

from wardline.base.ledger.deeds import Repeated


def found(thing: Any) -> Any:
    """Return a record, or answer as if it did not exist."""
    if thing is None:
        raise Http404
    return thing


def attempt(form: Any, act: Callable[..., Any], **told: Any) -> Any:
    """Do the deed; return the key of its record, of the first time where a form came
    twice, or None when it was refused: then the form says why."""
    try:
        return act(**told, key=str(form.key)).pk
    except Repeated as again:
        return again.entry.subject_id
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def export(asked: Any) -> str:
    """Return the address of the list at hand, for Excel."""
    query = asked.copy()
    query["export"] = "1"
    return f"?{query.urlencode()}"


def chosen(filters: Any) -> dict[str, Any]:
    """Return what the filters say; nonsense filters nothing."""
    return filters.cleaned_data if filters.is_valid() else {}
