"""What a rule says and why: an outcome and coded reasons, never a sentence.

Reasons become words in one place above (base/ui); here they stay codes with numbers,
so that a stored verdict reads the same in every language and every year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"


class Outcome(StrEnum):
    """Every answer a rule may give; a question uses one of the two families."""

    CLEARED = "cleared"  # may leave isolation
    NOT_YET = "not_yet"  # something is missing and can still be supplied
    BLOCKED = "blocked"  # this pathway is closed; another one applies
    ALLOWED = "allowed"  # the plain yes …
    REFUSED = "refused"  # … and no


FAVOURABLE = frozenset({Outcome.CLEARED, Outcome.ALLOWED})


def plain(value: object) -> Plain:
    """Reduce a value to canonical plain data; equal values give equal text."""
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case datetime() if value.tzinfo is None:
            raise ValueError(f"A moment needs its time zone: {value.isoformat()}")
        case date():  # datetime is a date
            return value.isoformat()
        case float() | Decimal():
            # as text: binary fractions have no canonical JSON spelling
            return str(value)
        case timedelta():
            return int(value.total_seconds())
        case Mapping():
            return {str(k): plain(value[k]) for k in sorted(value, key=str)}
        case set() | frozenset():
            return sorted((plain(each) for each in value), key=str)
        case list() | tuple():
            return [plain(each) for each in value]
    raise TypeError(f"No plain form for {type(value).__name__}: {value!r}")


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for an outcome: a code, its numbers, and what it rests on."""

    code: str
    args: Mapping[str, object] = field(default_factory=dict)
    rests_on: str = ""  # code of a measure, or a citation

    def as_plain(self) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "args": plain(self.args),
            "code": self.code,
            "rests_on": self.rests_on,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says: its outcome, and every reason for it."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()

    @property
    def favourable(self) -> bool:
        """Tell whether the answer is a yes."""
        return self.outcome in FAVOURABLE

    @property
    def codes(self) -> tuple[str, ...]:
        """List the codes of the reasons, in order."""
        return tuple(reason.code for reason in self.reasons)

    def as_plain(self) -> dict[str, Plain]:
        """Give canonical plain data."""
        return {
            "outcome": self.outcome.value,
            "reasons": [reason.as_plain() for reason in self.reasons],
        }


def allow_unless(reasons: tuple[Reason, ...]) -> Verdict:
    """Refuse for the reasons given; with none, allow."""
    return Verdict(Outcome.REFUSED if reasons else Outcome.ALLOWED, reasons)
