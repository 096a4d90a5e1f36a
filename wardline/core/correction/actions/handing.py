"""A post changes hands: what its holder was ordered to mend goes with it."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.core.correction import guards, queries


def hand_on(*, by: Post, before: Post, after: Post, key: str | None = None) -> int:
    """Order what one post still has to mend to the post that follows, by the same
    terms; return how many orders there were."""
    with deed(by=by, verb=Verb.HAND_ON_ORDERS, at=before.place_id, key=key) as note:
        waiting = queries.findings(by).filter(order_post_id=before.pk)
        found = list(waiting.filter(state__in=queries.UNMENDED))
        for finding in found:
            last = finding.actions.order_by("-id").first()
            if last is not None:
                guards.order(by, finding, last.what, after, last.due_at, "")
        note(after, orders=len(found), before=before.pk)
    return len(found)
