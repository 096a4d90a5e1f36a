"""How many heads an institution last reported. The room that takes daily reports in
says it here, so that its neighbours can count against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from wardline.base.accounts.models import Post


@dataclass(frozen=True, slots=True)
class Reported:
    """The heads of an institution's newest report up to a day."""

    on: date
    residents: int
    workers: int

    @property
    def heads(self) -> int:
        return self.residents + self.workers


# a post, codes of institutions and a day, to what each last reported by then
Teller = Callable[[Post, Iterable[str], date], dict[str, Reported]]
_TELLERS: list[Teller] = []


def register(teller: Teller) -> None:
    """Let the room of daily reports say what was reported."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def heads_reported(viewer: Post, codes: Iterable[str], on: date) -> dict[str, Reported]:
    """Return what each institution last reported by a day, by code."""
    wanted = list(codes)
    found: dict[str, Reported] = {}
    for teller in _TELLERS:
        found |= teller(viewer, wanted, on)
    return found
