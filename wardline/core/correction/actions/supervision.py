"""Where it lags: listed supervision, and a look back at what was closed, by lot."""

from __future__ import annotations

from math import ceil

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.core.correction import evidence, guards, queries
from wardline.core.correction.evidence import Photo
from wardline.core.correction.models import (
    Finding,
    Listing,
    ListingReport,
    LookBack,
)
from wardline.ground.methods import draw


def list_supervision(
    *,
    by: Post,
    at: str,
    reason: str,
    finding: Finding | None = None,
    standard: str = "",
    public_reason: str = "",
    key: str | None = None,
) -> Listing:
    """Put a finding, or a whole place, under listed supervision.

    With ``public_reason``, written without anybody's name, the public reads of it too.
    """
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
            public_reason=public_reason.strip(),
            listed_at=clock.now(),
            listed_by=by,
        )
        guards.tell_listed(listing, "listing.listed")
        about = finding.pk if finding else None
        note(listing, finding=about, public=bool(listing.public_reason))
    return listing


def report_listed(
    *,
    by: Post,
    listing: Listing,
    text: str,
    photo: Photo = None,
    key: str | None = None,
) -> ListingReport:
    """Report the week's progress of what is listed."""
    with deed(by=by, verb=Verb.REPORT_LISTED, at=listing.place_id, key=key) as note:
        kept = guards.standing(listing)
        if not text.strip():
            raise refusal("correction.say_how_far")
        made = ListingReport.objects.create(
            place_id=kept.place_id,
            listing=kept,
            text=text,
            photo=evidence.keep(photo, kept.place_id),
            reported_at=clock.now(),
            reported_by=by,
        )
        if kept.listed_by.user_id != by.user_id:
            url = reverse("correction:listing", args=[kept.pk])
            send.to([kept.listed_by], "listing.reported", url=url, number=kept.pk)
        note(made, listing=kept.pk)
    return made


def unlist(*, by: Post, listing: Listing, met: str, key: str | None = None) -> Listing:
    """Take a place or a finding off listed supervision, saying what shows that the
    standard is met."""
    with deed(by=by, verb=Verb.UNLIST, at=listing.place_id, key=key) as note:
        kept = guards.standing(listing)
        if not met.strip():
            raise refusal("correction.say_how_met")
        kept.removed_at, kept.removed_by, kept.met = clock.now(), by, met
        kept.save(update_fields=["removed_at", "removed_by", "met"])
        guards.tell_listed(kept, "listing.removed")
        note(kept)
    return kept


def reword_listing(
    *, by: Post, listing: Listing, public_reason: str, key: str | None = None
) -> Listing:
    """Correct what the public reads of a listing; left empty, it becomes internal.

    The ledger keeps who and when, not the words before: they may have named somebody.
    """
    at = listing.place_id
    with deed(by=by, verb=Verb.REWORD_LISTING, at=at, key=key) as note:
        kept = guards.standing(listing)
        if kept.public_reason == public_reason.strip():
            raise refusal("correction.nothing_reworded")
        kept.public_reason = public_reason.strip()
        kept.save(update_fields=["public_reason"])
        note(kept, public=bool(kept.public_reason))
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
        frame = [str(finding.pk) for finding in queries.never_looked_at(by)]
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
