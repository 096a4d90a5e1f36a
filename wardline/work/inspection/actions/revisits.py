"""What was closed, looked at again on the visit that it was drawn for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.core.correction import actions as correction
from wardline.core.correction.evidence import Photo
from wardline.work.inspection import guards
from wardline.work.inspection.models import Visit


def look_again(
    *,
    by: Post,
    visit: Visit,
    finding: Any,
    holds: bool,
    note: str = "",
    due_at: datetime | None = None,
    seen_at: datetime | None = None,
    photos: Sequence[Photo] = (),
    key: str | None = None,
) -> Any:
    """Say of a closed finding, for which a home was drawn, whether the repair holds.

    Also once the visit is signed: what was seen may be written down on the way back.
    ``seen_at`` is when it was seen, where a phone tells that later.
    """
    with deed(by=by, verb=Verb.LOOK_AGAIN, at=visit.place_id, key=key) as write:
        kept = guards.team_visit(by, visit)
        if kept.arrived_at is None:
            raise refusal("inspection.not_arrived")
        if finding.place_id != kept.institution_id:
            raise refusal("correction.other_place")
        seen = correction.verify(
            by=by,
            finding=finding,
            holds=holds,
            note=note,
            due_at=due_at,
            on_visit=True,
            seen_at=seen_at,
            photos=photos,
        )
        write(seen, visit=kept.pk, finding=finding.pk, holds=holds)
    return seen
