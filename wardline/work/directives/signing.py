"""One receipt of each kind for a relay, however many phones send it at once."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.work.directives.models import Receipt, Relay
from wardline.work.directives.recalls import refuse_recalled


def sign(relay: Relay, by: Post, *kinds: str, **more: Any) -> Receipt | None:
    """Write receipts; return the last, to which ``more`` belongs, or None where there
    is one of that kind. Raises where the directive was recalled."""
    # two phones at once: the second waits here for the first
    kept = (
        Relay.objects.select_for_update(of=("self",))
        .annotate(recalled_at=F("directive__recalled_at"))
        .get(pk=relay.pk)
    )
    refuse_recalled(kept)
    fresh = [kind for kind in kinds if getattr(kept, f"{kind}_at") is None]
    if kinds[-1] not in fresh:
        return None
    made, now = [], clock.now()
    for kind in fresh:
        told = more if kind == kinds[-1] else {}
        told = {"place_id": kept.place_id, "relay": relay, "kind": kind} | told
        made.append(Receipt(**told, at=now, by=by))
        setattr(kept, f"{kind}_at", now)
    Receipt.objects.bulk_create(made)
    kept.save(update_fields=[f"{kind}_at" for kind in fresh])
    return made[-1]
