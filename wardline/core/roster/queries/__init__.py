"""What may be seen of the facts about people, always narrowed to the viewer.

Bulk questions cost a fixed number of queries, however many people or places.
"""

from wardline.core.roster.queries.evidence import FEVER, evidence
from wardline.core.roster.queries.heads import (
    beds,
    day,
    grouped,
    headcount,
    headcounts,
    inside,
)
from wardline.core.roster.queries.movement import crossings_between, heads_at
from wardline.core.roster.queries.people import (
    Apart,
    apart,
    by_id_number,
    day_of,
    history,
    isolating,
    isolation,
    masked,
    open_isolation,
    open_stay,
    people,
    person,
    staying,
)
from wardline.core.roster.queries.register import (
    crossing,
    passes,
    round_of,
    rounds,
    tests,
)
from wardline.core.roster.queries.shifts import (
    crossed,
    here_from,
    isolated,
    open_shifts,
    shift,
    shifts,
)

__all__ = [
    "FEVER",
    "Apart",
    "apart",
    "beds",
    "by_id_number",
    "crossed",
    "crossing",
    "crossings_between",
    "day",
    "day_of",
    "evidence",
    "grouped",
    "headcount",
    "headcounts",
    "heads_at",
    "here_from",
    "history",
    "inside",
    "isolated",
    "isolating",
    "isolation",
    "masked",
    "open_isolation",
    "open_shifts",
    "open_stay",
    "passes",
    "people",
    "person",
    "round_of",
    "rounds",
    "shift",
    "shifts",
    "staying",
    "tests",
]
