"""What may be seen of the ledger, and whether its seals still hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.ledger.models import Attachment, Entry, Seal
from wardline.base.places.queries import zone
from wardline.ground import seal


def entries(viewer: Post, at: str | None = None) -> QuerySet[Entry]:
    """Return the entries at or below a place, newest first."""
    found: QuerySet[Entry] = (
        Entry.objects.within(viewer.place_id)
        .within(at or viewer.place_id)
        .select_related("by__user", "by__place", "place")
        .order_by("-at", "-id")
    )
    return found


def about(viewer: Post, subject: Any) -> QuerySet[Entry]:
    """Return the entries about one record, oldest first."""
    return (
        entries(viewer)
        .filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))
        .order_by("at", "id")
    )


def attachment(viewer: Post, sha256: str) -> Attachment | None:
    """Return a file that the viewer may see, or None."""
    found: Attachment | None = (
        Attachment.objects.within(viewer.place_id).filter(sha256=sha256).first()
    )
    return found


def day_root(top: str, on: date) -> tuple[int, str]:
    """Return how many entries a day has, and the tree hash over them (hex)."""
    start = datetime.combine(on, time(0), zone())
    day = Entry.objects.filter(
        place__gte=top,
        place__lt=top + "~",
        at__gte=start,
        at__lt=start + timedelta(days=1),
    ).order_by("id")
    leaves = [seal.canonical_bytes(entry.as_plain()) for entry in day.iterator()]
    return len(leaves), seal.tree_hash(leaves).hex()


def latest_seal() -> Seal | None:
    """Return the newest seal; it is public."""
    found: Seal | None = Seal.objects.order_by("-on").first()
    return found


def broken_seals(top: str) -> list[date]:
    """Recompute every sealed day; return the days that no longer agree."""
    broken, previous = [], ""
    for kept in Seal.objects.filter(place_id=top).order_by("on"):
        count, root = day_root(top, kept.on)
        agrees = (count, root) == (kept.entries, kept.root)
        if not agrees or seal.chain(previous, root, kept.on) != kept.seal:
            broken.append(kept.on)
        previous = kept.seal
    return broken
