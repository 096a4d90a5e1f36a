"""What the pages on how correction goes write: shares, days, severities."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from wardline.base.ui import wording

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """Write a share (0 to 1) in whole percent; a dash where it is not known."""
    return "–" if share is None else f"{share:.0%}"


@register.filter
def days(number: float | None) -> str:
    """Write a number of days with one decimal; a dash where it is not known."""
    return "–" if number is None else f"{number:.1f}"


@register.filter
def of(counted: Mapping[str, int], key: str) -> int:
    """Return a count by its name, 0 where there is none."""
    return counted.get(key, 0)


@register.filter
def beside(numbers: Iterable[Any], names: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair names with their numbers."""
    return list(zip(names, numbers, strict=True))


@register.simple_tag
def severity_word(number: int) -> Any:
    """Say how grave a severity is."""
    return wording.say(f"finding.severity.{number}")
