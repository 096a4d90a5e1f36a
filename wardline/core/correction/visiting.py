"""A look-back by visits: parts of the deeds that commit, draw and replace its homes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.core.correction.models import Finding, LookBack


def begin(by: Post, seed: str, closed: Mapping[str, Sequence[Finding]]) -> LookBack:
    """Keep what may be looked at again: closed findings by the homes that may be drawn,
    under the fingerprint of the commitment that draws them."""
    made: LookBack = LookBack.objects.create(
        place_id=by.place_id,
        drawn_at=clock.now(),
        drawn_by=by,
        seed=seed,
        frame={
            home: [str(each.pk) for each in found] for home, found in closed.items()
        },
        drawn=[],
    )
    return made


def draw(lookback: LookBack, homes: Iterable[str]) -> None:
    """Keep whose findings are drawn so far: those of these homes."""
    lookback.drawn = [pk for home in homes for pk in lookback.frame[home]]
    lookback.save(update_fields=["drawn"])
