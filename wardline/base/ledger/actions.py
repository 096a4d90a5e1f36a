"""The one deed of the ledger itself: sealing a day."""

from __future__ import annotations

from datetime import date

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import queries
from wardline.base.ledger.deeds import deed
from wardline.base.ledger.models import Seal
from wardline.ground import seal


def seal_day(*, by: Post, on: date) -> Seal:
    """Seal a day that is over; a day sealed already keeps its seal."""
    top = by.place_id
    known: Seal | None = Seal.objects.filter(place_id=top, on=on).first()
    if known is not None:
        return known
    with deed(by=by, verb=Verb.SEAL_DAY, at=top) as note:
        before = Seal.objects.filter(place_id=top, on__lt=on).order_by("-on").first()
        count, root = queries.day_root(top, on)
        made: Seal = Seal.objects.create(
            place_id=top,
            on=on,
            entries=count,
            root=root,
            seal=seal.chain(before.seal if before else "", root, on),
        )
        note(made, on=on.isoformat(), entries=count)
    return made
