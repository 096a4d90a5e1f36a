"""The numbers that the models stand on, each with its source, from CSV files that lie
beside the code. Nothing here is a choice of ours without saying so.
"""

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

TABLES = ("exclusions.csv", "kucirka.csv", "parameters.csv", "profiles.csv")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number; `low` and `high` are its 95 % interval where one was published."""

    model: str
    pathogen: str
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source: str
    verification: str


def rows(name: str) -> list[dict[str, str]]:
    """Read a table that lies beside the code."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def all_parameters() -> tuple[Parameter, ...]:
    """Return every parameter, in the order of the file."""
    return tuple(
        Parameter(
            row["model"],
            row["pathogen"],
            row["quantity"],
            number(row["value"]),
            number(row["low"]),
            number(row["high"]),
            row["unit"],
            row["source"],
            row["verification"],
        )
        for row in rows("parameters.csv")
    )


def pathogens() -> tuple[str, ...]:
    """Return every pathogen of which something is known, in the order of the file."""
    return tuple(dict.fromkeys(each.pathogen for each in all_parameters()))


@cache
def fingerprint() -> str:
    """Return the SHA-256, in hex, of the tables that the models stand on."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(resources.files(__package__).joinpath(name).read_bytes())
    return digest.hexdigest()


def number(text: str) -> float | None:
    """Read a number; an empty cell is none."""
    return float(text) if text else None


@cache
def _known() -> dict[tuple[str, str], Parameter]:
    return {(each.model, each.quantity): each for each in all_parameters()}


def parameter(model: str, quantity: str) -> Parameter:
    """Return a parameter with its interval and source; KeyError where there is none."""
    return _known()[model, quantity]


def value(model: str, quantity: str) -> float:
    """Return a parameter's value; KeyError where there is none."""
    return _known_as(model, quantity, parameter(model, quantity).value)


def interval(model: str, quantity: str) -> tuple[float, float]:
    """Return a parameter's 95 % interval; KeyError where there is none."""
    given = parameter(model, quantity)
    return (
        _known_as(model, quantity, given.low),
        _known_as(model, quantity, given.high),
    )


def _known_as(model: str, quantity: str, found: float | None) -> float:
    if found is None:
        raise KeyError((model, quantity))
    return found
