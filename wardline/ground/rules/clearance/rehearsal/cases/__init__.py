"""The cases that officials meet, as tables and as histories to rehearse by."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from importlib import resources

from wardline.ground.rules.clearance.rehearsal.histories import History
from wardline.ground.rules.clearance.rehearsal.rows import read_row

TABLES = ("edge_cases", "more_cases", "official_cases", "chronology_cases")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A case of the tables: what it is, in both tongues, and what happened."""

    history: History
    text_zh: str
    text_en: str


def rows() -> Iterator[dict[str, str]]:
    """Give every row of the tables as it stands (their source: `SOURCE.md`)."""
    for name in TABLES:
        file = resources.files(__package__).joinpath(f"{name}.csv")
        text = file.read_bytes().decode("utf-8-sig")
        yield from csv.DictReader(io.StringIO(text, newline=""))


@lru_cache(maxsize=4)
def fixtures(zone: tzinfo) -> dict[str, Fixture]:
    """Return the cases by name, each with what was known when somebody asks.

    Read once for a zone: they are the same for every draft.
    """
    return {row["case_id"]: _fixture(row, zone) for row in rows()}


def _fixture(row: dict[str, str], zone: tzinfo) -> Fixture:
    case = read_row(row, zone)
    history = History(row["case_id"], case.facts, case.decide_at)
    return Fixture(history, row["description_zh"], row["description_en"])
