"""Residual risk: what is left when a person is cleared after so many days and tests.

Several model structures answer each question side by side, because they differ more
from each other than each does over its parameters. Nothing here reaches a verdict: the
rules never import it, and what it suggests is only ever more.

    tradeoff()                      days and tests against the share that is left
    suggestions(Course(14, (14,)))  a further test, pathogens that outlast the course
    importation(groups, course)     introductions a month at a stated incidence
    cleared(course, prior=0.01)     one person: infected, or infectious, all the same
    outlasting(14, ["Measles"])     incubation tails

The published models (`cdc`, `wells`, `prevented`, `missed`) lie beside them, and
`published` recomputes their tables. The formulas are numbered as in
`docs/explanation/residual-risk.md`, which says why, and with which limits.
"""

from wardline.ground.methods.residual.courses import SCHEDULES, Course, Schedule
from wardline.ground.methods.residual.distributions import Estimate
from wardline.ground.methods.residual.exposure import Exposure, known, window
from wardline.ground.methods.residual.importation import (
    Group,
    Importation,
    Incidence,
    Introductions,
    Spreading,
    importation,
)
from wardline.ground.methods.residual.incubation import (
    MOST,
    Exclusion,
    Incubation,
    Outlasting,
    incubations,
    outlasting,
)
from wardline.ground.methods.residual.parameters import (
    Parameter,
    all_parameters,
    fingerprint,
    pathogens,
)
from wardline.ground.methods.residual.person import Cleared, cleared
from wardline.ground.methods.residual.persons import INDEPENDENT, PERSONAL
from wardline.ground.methods.residual.structures import (
    ALL,
    MODELLED,
    Across,
    Assumptions,
)
from wardline.ground.methods.residual.suggestion import (
    AddedTest,
    Suggestions,
    added_test,
    added_tests,
    days_for,
    suggestions,
)
from wardline.ground.methods.residual.tradeoff import (
    DURATIONS,
    Cell,
    Marginal,
    Tradeoff,
    shares_left,
    tradeoff,
)

__all__ = [
    "ALL",
    "DURATIONS",
    "INDEPENDENT",
    "MODELLED",
    "MOST",
    "PERSONAL",
    "SCHEDULES",
    "Across",
    "AddedTest",
    "Assumptions",
    "Cell",
    "Cleared",
    "Course",
    "Estimate",
    "Exclusion",
    "Exposure",
    "Group",
    "Importation",
    "Incidence",
    "Incubation",
    "Introductions",
    "Marginal",
    "Outlasting",
    "Parameter",
    "Schedule",
    "Spreading",
    "Suggestions",
    "Tradeoff",
    "added_test",
    "added_tests",
    "all_parameters",
    "cleared",
    "days_for",
    "fingerprint",
    "importation",
    "incubations",
    "known",
    "outlasting",
    "pathogens",
    "shares_left",
    "suggestions",
    "tradeoff",
    "window",
]
