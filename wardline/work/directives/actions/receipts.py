"""A place answers: a directive has arrived, was read, and is carried out."""

from __future__ import annotations

from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import attachments
from wardline.base.ledger.deeds import deed
from wardline.base.ui.wording import refusal
from wardline.work.directives.models import Receipt, Relay
from wardline.work.directives.signing import sign


def receive(*, by: Post, relay: Relay, key: str | None = None) -> Receipt:
    """Sign that a directive has arrived."""
    with deed(by=by, verb=Verb.RECEIVE, at=relay.place_id, key=key) as note:
        made = sign(relay, by, Receipt.RECEIVED)
        if made is None:
            raise refusal("directives.received_already")
        note(relay, kind=made.kind)
    return made


def mark_read(*, by: Post, relay: Relay, key: str | None = None) -> Receipt:
    """Sign that a directive was read; who has read it has received it."""
    with deed(by=by, verb=Verb.MARK_READ, at=relay.place_id, key=key) as note:
        made = sign(relay, by, Receipt.RECEIVED, Receipt.READ)
        if made is None:
            raise refusal("directives.read_already")
        note(relay, kind=made.kind)
    return made


def mark_done(
    *,
    by: Post,
    relay: Relay,
    text: str = "",
    file: dict[str, Any] | None = None,
    key: str | None = None,
) -> Receipt:
    """Sign that what a directive orders is done, with what shows it; who has done it
    has read it."""
    with deed(by=by, verb=Verb.MARK_DONE, at=relay.place_id, key=key) as note:
        made = sign(
            relay,
            by,
            *Receipt.KINDS,
            text=text.strip(),
            file=file and attachments.keep(at=relay.place_id, **file),
        )
        if made is None:
            raise refusal("directives.done_already")
        note(relay, kind=made.kind, file=made.file_id is not None)
    return made
