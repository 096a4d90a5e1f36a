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
from wardline.core.roster.queries.people import (
    Apart,
    apart,
    begun,
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

__all__ = [
    "FEVER",
    "Apart",
    "apart",
    "beds",
    "begun",
    "by_id_number",
    "crossing",
    "day",
    "day_of",
    "evidence",
    "grouped",
    "headcount",
    "headcounts",
    "history",
    "inside",
    "isolating",
    "isolation",
    "masked",
    "open_isolation",
    "open_stay",
    "passes",
    "people",
    "person",
    "round_of",
    "rounds",
    "staying",
    "tests",
]
