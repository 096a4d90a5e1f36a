"""Reads policies from plain data (YAML, JSON, a database row) and names every fault
by the place where it stands, all in one go."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from wardline.ground.rules.clearance.evidence import as_utc
from wardline.ground.verdict import Reason

Choice = TypeVar("Choice", bound=StrEnum)


class PolicyError(ValueError):
    """A policy that cannot be read; `faults` has a coded reason for each fault."""

    def __init__(self, faults: list[Reason]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(_line(fault) for fault in faults))


class Reader:
    """Takes values out of one mapping and notes what is wrong with them."""

    def __init__(self, data: Any, at: str, faults: list[Reason]) -> None:
        self.at, self.faults, self.read = at, faults, {"type"}
        self.data: Mapping[Any, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.fault("", "not_a_table", got=data)

    def fault(self, key: str, code: str, **args: object) -> None:
        """Note one fault at a key."""
        at = ".".join(filter(None, (self.at, key)))
        shown = {
            name: value if isinstance(value, (int, tuple)) else str(value)
            for name, value in args.items()
        }
        self.faults.append(Reason(f"policy.{code}", {"at": at, **shown}))

    def raw(self, key: str, needed: bool = False) -> Any:
        """Take a value as it stands; note it if needed and missing."""
        self.read.add(key)
        value = self.data.get(key)
        if needed and value in (None, "", []):
            self.fault(key, "missing")
        return value

    def text(self, key: str, default: str | None = "") -> str:
        """Take a text; without a default it is needed."""
        value = self.raw(key, default is None)
        if value is None or isinstance(value, (str, int, float, date)):
            return str(default or "" if value is None else value).strip()
        self.fault(key, "not_text", got=value)
        return ""

    def whole(self, key: str, default: int | None, least: int = 0) -> int:
        """Take a whole number of at least so much; without a default it is needed."""
        value = self.raw(key, default is None)
        if value is None:
            return default if default is not None else least
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.fault(key, "not_whole_number", got=value, least=least)
            return least
        return value

    def maybe_whole(self, key: str, least: int = 0) -> int | None:
        """Take a whole number that may be left out."""
        return None if self.raw(key) is None else self.whole(key, None, least)

    def flag(self, key: str) -> bool:
        """Take a yes or no; left out it is no."""
        value = self.raw(key)
        if value not in (None, True, False):
            self.fault(key, "not_yes_or_no", got=value)
        return value is True

    def choice(self, key: str, default: Choice) -> Choice:
        """Take one of a closed set of words."""
        value = self.raw(key)
        return default if value is None else self._one_of(key, value, default)

    def only(self, key: str, word: str) -> None:
        """Take a word that may be left out but can only be this one."""
        if self.raw(key) not in (None, word):
            self.fault(key, "not_a_choice", got=self.data[key], choices=(word,))

    def words(self, key: str, needed: bool = False) -> tuple[str, ...]:
        """Take a list of words."""
        value = self.raw(key, needed)
        if not isinstance(value, (list, tuple, type(None))):
            self.fault(key, "not_a_list", got=value)
            return ()
        return tuple(str(each) for each in value or ())

    def choices(self, key: str, example: Choice) -> frozenset[Choice]:
        """Take a needed list of words out of a closed set."""
        return frozenset(
            self._one_of(key, word, example) for word in self.words(key, needed=True)
        )

    def day(self, key: str, needed: bool = False) -> date | None:
        """Take a date, given as such or as ISO text."""
        value = self.raw(key, needed)
        if value is None or (
            isinstance(value, date) and not isinstance(value, datetime)
        ):
            return value
        try:
            return date.fromisoformat(str(value)[:10])
        except ValueError:
            self.fault(key, "not_a_date", got=value)
            return None

    def moment(self, key: str) -> datetime | None:
        """Take a moment with its time zone, given as such or as ISO text."""
        value = self.raw(key)
        if value is None:
            return None
        try:
            return as_utc(datetime.fromisoformat(str(value)))
        except ValueError:
            self.fault(key, "not_a_moment", got=value)
            return None

    def close(self) -> None:
        """Note each key that nobody asked for: a misspelt clause must not pass."""
        for key in self.data:
            if key not in self.read:
                self.fault(str(key), "unknown_key")

    def _one_of(self, key: str, value: object, example: Choice) -> Choice:
        kind = type(example)
        try:
            return kind(str(value).replace(" ", ""))
        except ValueError:
            self.fault(key, "not_a_choice", got=value, choices=tuple(map(str, kind)))
            return example


def _line(fault: Reason) -> str:
    args = dict(fault.args)
    at = args.pop("at")
    told = ", ".join(f"{name}: {value}" for name, value in args.items())
    return f"{at}: {fault.code.removeprefix('policy.')}" + (
        f" ({told})" if told else ""
    )
