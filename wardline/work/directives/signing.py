"""One receipt of each kind for a relay, however many phones send it at once."""

from __future__ import annotations

from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.work.directives.models import Receipt, Relay
from wardline.work.directives.recalls import refuse_recalled


def sign(relay: Relay, by: Post, *kinds: str, **more: Any) -> Receipt | None:
    """Write receipts; return the last, to which ``more`` belongs, or None where there
    is one of that kind. Raises where the directive was recalled."""
    # two phones at once: the second waits here for the first
    list(Relay.objects.select_for_update().filter(pk=relay.pk).values_list("pk"))
    refuse_recalled(relay.directive)
    known = set(
        Receipt.objects.filter(relay=relay, kind__in=kinds).values_list(
            "kind", flat=True
        )
    )
    made = [
        Receipt(
            place_id=relay.place_id,
            relay=relay,
            kind=kind,
            at=clock.now(),
            by=by,
            **(more if kind == kinds[-1] else {}),
        )
        for kind in kinds
        if kind not in known
    ]
    Receipt.objects.bulk_create(made)
    return None if kinds[-1] in known else made[-1]
