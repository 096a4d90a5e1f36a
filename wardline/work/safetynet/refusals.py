"""How a deed of this room says no: with a code that has a sentence in both tongues."""

from typing import Any

from django.core.exceptions import ValidationError

from wardline.base.ui import wording


def refusal(code: str, **args: Any) -> ValidationError:
    """Return the error that a form shows beside what was typed."""
    return ValidationError(wording.say(code, **args), code=code)
