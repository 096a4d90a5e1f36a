"""One receipt of each kind for a relay, however many phones send it at once."""

from __future__ import annotations

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.work.directives.models import Receipt, Relay


def sign(relay: Relay, by: Post, kind: str, text: str = "") -> Receipt | None:
    """Write a receipt, or return None where there is one."""
    # two phones at once: the second waits here for the first
    list(Relay.objects.select_for_update().filter(pk=relay.pk).values_list("pk"))
    if Receipt.objects.filter(relay=relay, kind=kind).exists():
        return None
    return Receipt.objects.create(
        place_id=relay.place_id,
        relay=relay,
        kind=kind,
        at=clock.now(),
        by=by,
        text=text,
    )
