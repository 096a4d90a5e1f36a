"""A place answers: it has received a directive, and it has done what it orders."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.work.directives.models import Receipt, Relay
from wardline.work.directives.signing import sign


def receive(*, by: Post, relay: Relay, key: str | None = None) -> Receipt:
    """Sign that a directive has arrived and been read."""
    with deed(by=by, verb=Verb.RECEIVE, at=relay.place_id, key=key) as note:
        made = sign(relay, by, Receipt.RECEIVED)
        if made is None:
            raise refusal("directives.received_already")
        note(relay, kind=made.kind)
    return made


def mark_done(
    *, by: Post, relay: Relay, text: str = "", key: str | None = None
) -> Receipt:
    """Sign that what a directive orders is done; who has done it has received it."""
    with deed(by=by, verb=Verb.MARK_DONE, at=relay.place_id, key=key) as note:
        sign(relay, by, Receipt.RECEIVED)
        made = sign(relay, by, Receipt.DONE, text.strip())
        if made is None:
            raise refusal("directives.done_already")
        note(relay, kind=made.kind)
    return made
