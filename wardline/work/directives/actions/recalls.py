"""An office takes back an order of its own."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.work.directives import recalls
from wardline.work.directives.models import Directive


def recall(
    *, by: Post, directive: Directive, why: str, key: str | None = None
) -> Directive:
    """Recall a directive that was issued: from now on it orders nothing, its clocks
    stop, and everyone who received it is told. What was answered stays on record."""
    with deed(by=by, verb=Verb.RECALL, at=directive.place_id, key=key) as note:
        if not why.strip():
            raise refusal("directives.say_why_recalled")
        kept = recalls.recall(by, directive, why.strip())
        note(kept)
    return kept
