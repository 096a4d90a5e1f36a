"""What the end of a visit leaves besides its answers: names on glass, staff asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wardline.base.places import clock
from wardline.core.correction import evidence
from wardline.core.correction.evidence import Photo
from wardline.work.inspection.models import Signature, StaffAsked, Visit


def sign(visit: Visit, papers: Mapping[str, Photo]) -> None:
    """Keep the signatures drawn on glass, each a file of the visit, inside an open
    deed; the first of a side stays."""
    for side, drawn in papers.items():
        file = evidence.keep(drawn, visit.place_id)
        known = visit.signatures.filter(side=side).exists()
        if file is not None and not known:
            Signature.objects.create(
                place_id=visit.place_id,
                visit=visit,
                side=side,
                file=file,
                signed_at=clock.now(),
            )


def ask(visit: Visit, staff: Sequence[dict[str, Any]]) -> None:
    """Keep who was asked by lot, and who knew."""
    StaffAsked.objects.bulk_create(
        StaffAsked(
            place_id=visit.place_id,
            visit=visit,
            position=position,
            name=each["name"],
            knows=each["knows"],
        )
        for position, each in enumerate(staff, start=1)
    )
