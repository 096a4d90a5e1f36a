"""What may be seen of the repair: findings and their state, whose turn it is, listed
supervision, look-backs."""

from wardline.core.correction.queries.course import (
    GROUPS,
    course,
    divisions,
    groups,
    place_rows,
)
from wardline.core.correction.queries.findings import (
    ASPECTS,
    SOURCES,
    STATES,
    UNMENDED,
    findings,
    get,
    open_by_place,
    overdue,
    tally,
)
from wardline.core.correction.queries.history import (
    history,
)
from wardline.core.correction.queries.lookbacks import (
    had_part,
    lookback_by_visits,
    lookback_holds,
    lookback_key,
    lookback_rows,
    lookbacks,
    never_looked_at,
    outcomes,
    pending_lookback,
    seen_again,
)
from wardline.core.correction.queries.orders import (
    FATES,
    answering,
    judge,
    unmended,
)
from wardline.core.correction.queries.supervision import (
    WEEK,
    listing,
    listings,
    published,
    reports_due,
    standing,
    weeks,
)
from wardline.core.correction.queries.tasks import (
    for_post,
    is_theirs,
    lookback_tasks,
    offers,
    posts_for,
)

__all__ = [
    "ASPECTS",
    "FATES",
    "GROUPS",
    "SOURCES",
    "STATES",
    "UNMENDED",
    "WEEK",
    "answering",
    "course",
    "divisions",
    "findings",
    "for_post",
    "get",
    "groups",
    "had_part",
    "history",
    "is_theirs",
    "judge",
    "listing",
    "listings",
    "lookback_by_visits",
    "lookback_holds",
    "lookback_key",
    "lookback_rows",
    "lookback_tasks",
    "lookbacks",
    "never_looked_at",
    "offers",
    "open_by_place",
    "outcomes",
    "overdue",
    "pending_lookback",
    "place_rows",
    "posts_for",
    "published",
    "reports_due",
    "seen_again",
    "standing",
    "tally",
    "unmended",
    "weeks",
]
