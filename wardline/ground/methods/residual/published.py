"""Published tables, recomputed: the referees of these methods.

A table is known by its columns. Each of its rows is read, its published values are
computed anew, and both stand side by side. What cannot be read is named by line,
column and reason, as codes; the caller has the words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from wardline.ground.methods.residual import cdc, missed, wells
from wardline.ground.methods.residual.onward import onward_chance
from wardline.ground.methods.residual.parameters import value
from wardline.ground.methods.residual.reading import Bad, Cells, Fault

LONGEST = 60.0  # days: no published course is longer
Named = tuple[str, float]

# Wells 2021: days of the quarantine on which a sample is taken
STRATEGIES: dict[str, Callable[[float], tuple[float, ...]]] = {
    "no test": lambda days: (),
    "entry": lambda days: (0.0,),
    "exit, no delay": lambda days: (days,),
    "exit, 1 d delay": lambda days: (days - 1,),
    "entry+exit, no delay": lambda days: (0.0, days),
    "entry+exit, 1 d delay": lambda days: (0.0, days - 1),
}
TRUTH = {"TRUE": True, "FALSE": False}
ASSAYS: dict[str, cdc.Assay] = {"RTPCR": "rt-pcr", "Ag": "antigen"}
OPTIONS: dict[str, cdc.Assay | None] = {
    "none": None,
    "RT-PCR": "rt-pcr",
    "antigen": "antigen",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A published table: the columns it is known by, in which unit its values are
    (`points` of a hundred, `share` of one, or a `number`), and how a row is recomputed.
    """

    code: str
    unit: str
    columns: tuple[str, ...]
    recompute: Callable[[Cells], Iterator[Named]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A published value and the recomputed one, at a line and column of the file."""

    line: int
    column: str
    published: float
    recomputed: float

    @property
    def difference(self) -> float:
        """Return how far they are apart, in the table's unit."""
        return abs(self.published - self.recomputed)


@dataclass(frozen=True, slots=True)
class Report:
    """A table recomputed; `faults` are what could not be read."""

    kind: Kind
    compared: tuple[Compared, ...]
    faults: tuple[Fault, ...]

    @property
    def worst(self) -> Compared | None:
        """Return the pair that is furthest apart; None where nothing was compared."""
        return max(self.compared, key=lambda each: each.difference, default=None)


def _cdc_table(cells: Cells) -> Iterator[Named]:
    days = cells.number("release_day", 0, LONGEST)
    found = cdc.released_after(days, cells.choice("test_within_48h", OPTIONS))
    yield "published_median_pct", 100 * found.median
    yield "published_lo", 100 * found.low
    yield "published_hi", 100 * found.high


def _johansson(cells: Cells) -> Iterator[Named]:
    left = cdc.residual_share(
        cells.choice("infectiousness", {each.lower(): each for each in cdc.PROFILES}),
        cells.number("quarantine_days", 0, LONGEST),
        _swabs(cells),
        window=cdc.Span(*cells.span("infection_window", LONGEST)),
        span=cdc.Span(*cells.span("transmission_window", LONGEST)),
        adherence=cells.number("quarantine_effectiveness", 0, 1),
        monitored=cells.choice("symptom_monitoring", TRUTH),
        compat=True,
    )
    yield "published_reduction", 1 - left


def _swabs(cells: Cells) -> tuple[cdc.Swab, ...]:
    if cells.text("test_time") == "NA":
        return ()
    day = cells.number("test_time", -LONGEST, LONGEST)
    peak = cells.number("antigen_max_sens", 0, 1)
    return (cdc.Swab(day, cells.choice("test", ASSAYS), peak),)


def _wells(cells: Cells) -> Iterator[Named]:
    latents = {str(each): each for each in wells.LATENT}
    days = cells.number("quarantine_days", 0, LONGEST)
    tests = cells.choice("test_strategy", STRATEGIES)(days)
    latent = cells.choice("latent_period_days", latents)
    mean = wells.secondary_infections(latent, days, tests)
    yield "published_mean_secondary_infections", mean
    if "p_post_quarantine_transmission_negbin_r0.25" in cells:
        chance = onward_chance(mean, value("wells", "dispersion"))
        yield "p_post_quarantine_transmission_negbin_r0.25", float(chance)


def _covidsens(cells: Cells) -> Iterator[Named]:
    test_day = cells.number("test_day", 0, LONGEST)
    more = cells.number("extra_quarantine_days", 0, LONGEST)
    yield "p_missed_infection", missed.chance_missed(test_day, more)


def _policies(cells: Cells) -> Iterator[Named]:
    days = cells.number("release_day", 0, LONGEST)
    swabs = [cdc.Swab(day) for day in cells.numbers("test_days", 0, LONGEST)]
    for length, columns in ((0.0, POINT_COLUMNS), (7.0, WINDOW_COLUMNS)):
        window = cdc.Span(-length, 0)
        shares = [
            100 * cdc.residual_share(profile, days, swabs, window=window)
            for profile in cdc.PROFILES
        ]
        yield from zip(columns, [*shares, median(shares)], strict=True)


POINT_COLUMNS = ("resid_pct_gamma", "resid_pct_goyal", "resid_pct_clifford", "median")
WINDOW_COLUMNS = (
    "resid_pct_gamma_window7",
    "goyal_window7",
    "clifford_window7",
    "median_window7",
)

KINDS = (
    Kind(
        "cdc_table",
        "points",
        (
            "release_day",
            "test_within_48h",
            "published_median_pct",
            "published_lo",
            "published_hi",
        ),
        _cdc_table,
    ),
    Kind(
        "johansson",
        "share",
        (
            "quarantine_days",
            "quarantine_effectiveness",
            "symptom_monitoring",
            "test_time",
            "test",
            "antigen_max_sens",
            "infectiousness",
            "infection_window",
            "transmission_window",
            "published_reduction",
        ),
        _johansson,
    ),
    Kind(
        "wells",
        "number",
        (
            "test_strategy",
            "quarantine_days",
            "latent_period_days",
            "published_mean_secondary_infections",
        ),
        _wells,
    ),
    Kind(
        "covidsens",
        "share",
        ("test_day", "extra_quarantine_days", "p_missed_infection"),
        _covidsens,
    ),
    Kind(
        "policies",
        "points",
        ("release_day", "test_days", *POINT_COLUMNS, *WINDOW_COLUMNS),
        _policies,
    ),
)


def kind_of(header: Sequence[str]) -> Kind | None:
    """Return the table that has these columns; None where none is known."""
    return next((each for each in KINDS if set(each.columns) <= set(header)), None)


def nearest(header: Sequence[str]) -> tuple[Kind, tuple[str, ...]]:
    """Return the table that a header resembles most, and the columns it lacks."""
    best = max(
        KINDS, key=lambda each: len({*each.columns} & {*header}) / len(each.columns)
    )
    return best, tuple(each for each in best.columns if each not in header)


def recompute(kind: Kind, rows: Sequence[tuple[int, Mapping[str, str]]]) -> Report:
    """Recompute every row (with its line number); go on past what cannot be read."""
    compared: list[Compared] = []
    faults: list[Fault] = []
    for line, row in rows:
        cells = Cells(line, row)
        try:
            compared += [
                Compared(line, column, cells.number(column), found)
                for column, found in kind.recompute(cells)
            ]
        except Bad as bad:
            faults.append(bad.fault)
        except cdc.NothingTransmitted:
            faults.append(Fault("no_transmission", line, "transmission_window", ""))
    return Report(kind, tuple(compared), tuple(faults))
