"""What every figure of the house has: a code, its words, who counts it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from wardline.base.accounts.models import Post
from wardline.ground.figure import Figure

Counter = Callable[[Post, str, date], Figure]
ByPlace = Callable[[Post, str, date], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means, who counts it, and where its records can be seen."""

    code: str
    label: str | Promise
    meaning: str | Promise
    count: Counter
    by_place: ByPlace | None = None
    # a division's number in ``by_place`` holds what is under it already
    summed: bool = False
    # the page that lists what was counted, for those who may see it
    records: str = ""
