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
from wardline.core.roster.queries.samples import (
    LATE_AFTER,
    Found,
    Known,
    known,
    of_sample,
    one_at_a_time,
    sample,
    samples,
    searched,
    used,
    waiting,
)

__all__ = [
    "FEVER",
    "LATE_AFTER",
    "Apart",
    "Found",
    "Known",
    "apart",
    "beds",
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
    "known",
    "masked",
    "of_sample",
    "one_at_a_time",
    "open_isolation",
    "open_stay",
    "passes",
    "people",
    "person",
    "round_of",
    "rounds",
    "sample",
    "samples",
    "searched",
    "staying",
    "tests",
    "used",
    "waiting",
]
