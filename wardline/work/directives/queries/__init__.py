"""What may be seen of directives, of their reach, and of meetings with their roll.

Each question costs a fixed number of queries, however many places were told.
"""

from wardline.work.directives.queries.alike import alike
from wardline.work.directives.queries.audience import (
    addressed,
    answering,
    levels,
    responsible,
)
from wardline.work.directives.queries.curves import Curve, curves
from wardline.work.directives.queries.directives import (
    STATES,
    came_again,
    directive,
    directives,
    draft,
    inbox,
    kept_reading,
    own,
    relay,
    relay_here,
    relays,
)
from wardline.work.directives.queries.meetings import (
    GRACE,
    Roll,
    answer_of,
    answers,
    attendance,
    invited,
    is_after,
    is_late,
    meeting,
    meeting_by_code,
    meetings,
    roll,
    rows,
)
from wardline.work.directives.queries.reach import (
    Reach,
    missing,
    overdue,
    reach,
    reached,
    summed,
)

__all__ = [
    "GRACE",
    "STATES",
    "Curve",
    "Reach",
    "Roll",
    "addressed",
    "alike",
    "answer_of",
    "answering",
    "answers",
    "attendance",
    "came_again",
    "curves",
    "directive",
    "directives",
    "draft",
    "inbox",
    "invited",
    "is_after",
    "is_late",
    "kept_reading",
    "levels",
    "meeting",
    "meeting_by_code",
    "meetings",
    "missing",
    "overdue",
    "own",
    "reach",
    "reached",
    "relay",
    "relay_here",
    "relays",
    "responsible",
    "roll",
    "rows",
    "summed",
]
