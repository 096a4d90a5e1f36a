"""What the system put into a report, and whether the signed numbers can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wardline.ground.rules import balance
from wardline.ground.verdict import Reason

# how far back a report is compared with those before it
DAYS_BACK = 10


@dataclass(frozen=True, slots=True)
class Prefill:
    """The numbers as the system knows them, where each came from, and the hour.

    ``yesterday``, ``came_in`` and ``went_out`` are the roster's and the gate's; None
    where nobody is enrolled, so that only the report before can be asked.
    """

    values: dict[str, int]
    due_at: datetime
    sources: dict[str, str] = field(default_factory=dict)
    yesterday: int | None = None
    came_in: int = 0
    went_out: int = 0
    rounds: int = 0

    @property
    def balanced(self) -> bool:
        """Tell whether the numbers as they were put balance with the gate."""
        return not off_balance(self, self.values, None)

    def as_plain(self) -> dict[str, Any]:
        """Return what is kept with the report, and carried by the form."""
        return {
            "values": self.values,
            "due_at": self.due_at.isoformat(),
            "sources": self.sources,
            "yesterday": self.yesterday,
            "came_in": self.came_in,
            "went_out": self.went_out,
            "rounds": self.rounds,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Prefill:
        """Read what ``as_plain`` wrote."""
        due_at = datetime.fromisoformat(plain["due_at"])
        return cls(**{**plain, "due_at": due_at})


@dataclass(frozen=True, slots=True)
class Past:
    """What a new report is compared with: a report of that day or before, as it
    counts, and how many rounds stood behind it."""

    pk: int
    on: date
    values: dict[str, int]
    signed_at: datetime
    rounds: int

    @property
    def heads(self) -> int:
        """Return how many people were there."""
        return self.values["residents"] + self.values["workers"]


def off_balance(
    seen: Prefill, values: Mapping[str, int], before: Past | None
) -> tuple[Reason, ...]:
    """Return why the heads do not balance: with the gate, else with the last report."""
    present = values["residents"] + values["workers"]
    if seen.yesterday is not None:
        was, came, went = seen.yesterday, seen.came_in, seen.went_out
    elif before is not None:
        was, came, went = before.heads, values["came_in"], values["went_out"]
    else:
        return ()
    head = balance.Headcount("surveillance.kind.everyone", was, came, went, present)
    return balance.judge([head]).reasons


def doubts(
    on: date, seen: Prefill, values: Mapping[str, int], history: Iterable[Past]
) -> tuple[Reason, ...]:
    """Return what makes the numbers hard to believe, given the reports before."""
    before = [report for report in history if report.on < on]
    present = [
        *(balance.DayCount(report.on, _present(report.values)) for report in before),
        balance.DayCount(on, _present(values)),
    ]
    filed = [
        *(balance.Filed(r.on, r.values, r.rounds) for r in before),
        balance.Filed(on, values, seen.rounds),
    ]
    return (*balance.doubts(present), *balance.unbacked(filed))


def _present(values: Mapping[str, int]) -> dict[str, int]:
    return {
        "surveillance.kind.residents": values["residents"],
        "surveillance.kind.workers": values["workers"],
    }


def impossible(values: Mapping[str, int]) -> str:
    """Return the number that is greater than the house, if one is; else ""."""
    heads = values["residents"] + values["workers"]
    return next((n for n in ("isolating", "feverish") if values[n] > heads), "")
