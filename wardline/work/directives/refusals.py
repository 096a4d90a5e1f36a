"""How a deed of this room says no: with a code that has a sentence in both tongues."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.ui.wording import refusal


def unreadable(code: str, details: dict[str, Any]) -> ValidationError:
    """Return the error for a document that cannot be taken in."""
    args = dict(details)
    for name in ("format", "found"):
        if name in args:
            args[name] = f"directives.format.{args[name]}"
    args["megabytes"] = int(args.get("limit", 0)) // 2**20
    return refusal(f"directives.unreadable.{code}", **args)
