"""Where it lags: listed supervision, and a look back at what was closed, by lot."""

from __future__ import annotations

from math import ceil

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import guards, queries
from wardline.core.correction.models import Finding, Listing, LookBack
from wardline.ground.methods import draw


def list_supervision(
    *,
    by: Post,
    at: str,
    reason: str,
    finding: Finding | None = None,
    standard: str = "",
    key: str | None = None,
) -> Listing:
    """Put a finding, or a whole place, under listed supervision."""
    with deed(by=by, verb=Verb.LIST_SUPERVISION, at=at, key=key) as note:
        if finding is not None and finding.place_id != at:
            raise refusal("correction.other_place")
        if finding is not None:
            guards.refuse_settled(guards.locked(by, finding), states=["closed"])
        standing = Listing.objects.filter(place_id=at, finding=finding, removed_at=None)
        if standing.exists():
            raise refusal("correction.listed_already")
        listing = Listing.objects.create(
            place_id=at,
            finding=finding,
            reason=reason,
            standard=standard,
            listed_at=clock.now(),
            listed_by=by,
        )
        guards.tell_listed(listing, "listing.listed")
        note(listing, finding=finding.pk if finding else None)
    return listing


def unlist(*, by: Post, listing: Listing, key: str | None = None) -> Listing:
    """Take a place or a finding off listed supervision."""
    with deed(by=by, verb=Verb.UNLIST, at=listing.place_id, key=key) as note:
        kept = Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)
        if kept.removed_at is not None:
            raise refusal("correction.unlisted_already", at=kept.removed_at)
        kept.removed_at, kept.removed_by = clock.now(), by
        kept.save(update_fields=["removed_at", "removed_by"])
        guards.tell_listed(kept, "listing.removed")
        note(kept)
    return kept


def draw_lookback(
    *, by: Post, share: float, seed: str, key: str | None = None
) -> LookBack:
    """Draw a share (above 0, at most 1) of the closed findings to be seen again.

    Anyone can draw it again: the key is the hash of the seed and of the frame's
    fingerprint, the order is that of ``ground.methods.draw.choose``.
    """
    with deed(by=by, verb=Verb.DRAW_LOOKBACK, at=by.place_id, key=key) as note:
        if not 0 < share <= 1:
            raise refusal("correction.share_impossible")
        drawn_before = {
            pk
            for one in queries.lookbacks(by).filter(place=by.place_id)
            for pk in one.drawn
        }
        closed = queries.findings(by, state="closed").order_by("id")
        ids = [str(pk) for pk in closed.values_list("id", flat=True)]
        frame = [pk for pk in ids if pk not in drawn_before]
        if not frame:
            raise refusal("correction.nothing_closed")
        size = ceil(share * len(frame))
        made = LookBack.objects.create(
            place_id=by.place_id,
            drawn_at=clock.now(),
            drawn_by=by,
            seed=seed,
            frame=frame,
            drawn=draw.choose(
                queries.lookback_key(seed, frame), frame, size, "lookback"
            ),
        )
        note(made, frame=len(frame), drawn=size)
    return made
