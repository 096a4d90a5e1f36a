"""Why something was kept and not applied: in both tongues, for whoever reads it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from wardline.base.ui import wording


def in_words(refused: ValidationError | PermissionDenied) -> dict[str, str]:
    """Return the code of a refusal, and its sentence in each tongue."""
    said = wording.in_tongues(lambda: _sentence(refused))
    return {"code": str(_code(refused))} | {f"said_{k}": v for k, v in said.items()}


def _code(refused: Any) -> str:
    if isinstance(refused, ValidationError):
        errors = refused.error_list if hasattr(refused, "error_list") else []
        code = errors[0].code if errors else refused.code
        return code or "intake.refused"
    return getattr(refused, "code", "not_in_role")


def _sentence(refused: Any) -> str:
    if isinstance(refused, ValidationError):
        return " ".join(map(str, refused.messages))
    return str(wording.say(_code(refused)))
