"""Tables of past visits in the columns of two public data sets.

`chicago`: City of Chicago, food-inspections-evaluation (one row a visit). `cms`: US
federal provider data, deficiencies of nursing homes (one row a deficiency).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wardline.ground.methods.residual.reading import Bad, Cells, Fault, Table

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
# a deficiency's weight by its scope and severity: A is isolated and harmless, L is
# widespread and an immediate danger
LETTERS = dict(
    zip("ABCDEFGHIJKL", [0.5, 0.7, 0.9, 1, 1.5, 2, 3, 4, 5, 8, 10, 12], strict=True)
)
SERIOUS = "GHIJKL"
INFECTION = "F-088"  # the tags of infection control, F-0880 to F-0888
_LICENCES = [
    *("consumption_on_premises_incidental_activity", "tobacco_retail_over_counter"),
    *("package_goods", "limited_business_license", "outdoor_patio"),
    *("public_place_of_amusement", "childrens_services_facility_license", "tavern"),
    *("regulated_business_license", "filling_station", "caterers_liquor_license"),
    "mobile_food_license",
]
_HEAT = ["heat_burglary", "heat_garbage", "heat_sanitation"]
_MIDDLE = 500  # of a home whose number tells nothing of its age
NEEDED = {
    "chicago": [
        *("Inspection_Date", "License", "Facility_Type", "Inspector_Assigned"),
        *("criticalCount", "seriousCount", "minorCount", "criticalFound"),
        *("ageAtInspection", "temperatureMax", "humidity"),
        *("windSpeed", "precipIntensity", *_HEAT, *_LICENCES),
    ],
    "cms": [
        *("state", "ccn", "survey_date", "ftag", "scope_severity", "is_complaint"),
    ],
}


@dataclass(frozen=True, slots=True)
class Visits:
    """Past visits in order of the day; every array has one entry a visit.

    ``authority`` is whose measure it is (state, inspector): it never enters the score.
    ``weight`` is the logarithm of 1 + severity-weighted findings, ``small`` that of 1 +
    findings that are no hit; ``routine`` tells which visits could have been put in
    another order; ``extra`` are features of a home that need no past.
    """

    source: str
    site: Sequence[str]
    day: NDArray[np.int64]
    authority: NDArray[np.str_]
    weight: Array
    small: Array
    hits: Mapping[str, Mask]
    routine: Mask
    extra: Array


def format_of(header: Iterable[str]) -> str | None:
    """Return the data set whose columns these are, or None."""
    columns = set(header)
    return next((n for n, needed in NEEDED.items() if columns >= set(needed)), None)


def read(table: Table, source: str) -> tuple[Visits | None, list[Fault]]:
    """Read the rows of a data set; where any is at fault, the faults instead."""
    made: Callable[[Cells], dict[str, Any]] = _READERS[source]
    rows, faults = [], []
    for line, row in table.rows:
        try:
            rows.append(made(Cells(line, row)))
        except Bad as bad:
            faults.append(bad.fault)
    if faults or not rows:
        return None, faults
    if source == "cms":
        rows = _surveys(rows)
    return _columns(source, sorted(rows, key=lambda r: (r["day"], r["site"]))), []


def _columns(source: str, rows: list[dict[str, Any]]) -> Visits:
    return Visits(
        source=source,
        site=[row["site"] for row in rows],
        day=np.array([row["day"] for row in rows], dtype=np.int64),
        authority=np.array([row["authority"] for row in rows]),
        weight=np.array([log1p(min(row["weight"], 80)) for row in rows]),
        small=np.array([log1p(row["small"]) for row in rows]),
        hits={
            name: np.array([row["hits"][name] for row in rows], dtype=bool)
            for name in rows[0]["hits"]
        },
        routine=np.array([row["routine"] for row in rows], dtype=bool),
        extra=np.array([row["extra"] for row in rows], dtype=np.float64),
    )


def _day(cells: Cells, column: str) -> int:
    text = cells.text(column)
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        fault = Fault("not_a_day", cells.line, column, text)
        raise Bad(fault) from None


def _chicago(cells: Cells) -> dict[str, Any]:
    number = cells.number
    kind, age = cells.text("Facility_Type"), number("ageAtInspection")
    return {
        "site": cells.text("License"),
        "day": _day(cells, "Inspection_Date"),
        "authority": cells.text("Inspector_Assigned"),
        "weight": 3 * number("criticalCount", 0)
        + 1.5 * number("seriousCount", 0)
        + 0.3 * number("minorCount", 0),
        "small": number("minorCount", 0),
        "hits": {"critical": number("criticalFound", 0) > 0},
        "routine": True,
        "extra": [
            *(log1p(max(age, 0)), kind == "Grocery_Store", kind == "Other"),
            *(log1p(number(name, 0)) for name in _HEAT),
            *(number("temperatureMax"), number("humidity"), number("windSpeed")),
            number("precipIntensity") * 100,
            *(number(name) for name in _LICENCES),
        ],
    }


def _cms(cells: Cells) -> dict[str, Any]:
    letter = cells.text("scope_severity")
    return {
        "site": cells.text("ccn"),
        "day": _day(cells, "survey_date"),
        "authority": cells.text("state"),
        "weight": cells.choice("scope_severity", LETTERS),
        "serious": letter in SERIOUS,
        "infection": cells.text("ftag").startswith(INFECTION),
        "routine": cells.text("is_complaint") == "0",
    }


def _surveys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the deficiencies of one home on one day together to a survey."""

    def survey(row: dict[str, Any]) -> tuple[str, int]:
        return row["site"], row["day"]

    found = []
    for (site, day), group in groupby(sorted(rows, key=survey), key=survey):
        cited = list(group)
        hits = {k: any(c[k] for c in cited) for k in ("serious", "infection")}
        found.append(
            {
                "site": site,
                "day": day,
                "authority": cited[0]["authority"],
                "weight": sum(each["weight"] for each in cited),
                "small": sum(not each["serious"] for each in cited),
                "hits": hits,
                "routine": any(each["routine"] for each in cited),
                "extra": [log1p(_certified(site))],
            }
        )
    return found


def _certified(site: str) -> int:
    """Return how late in its state a home was certified, by its number: the last four
    digits are given one after the other, from 5000 (or 6000) on."""
    return int(site[2:]) % 1000 if site[2:].isdecimal() else _MIDDLE


_READERS: Mapping[str, Callable[[Cells], dict[str, Any]]] = {
    "chicago": _chicago,
    "cms": _cms,
}
