"""Files behind deeds: kept as they came, found by their fingerprint."""

from __future__ import annotations

import hashlib

from wardline.base.ledger.models import Attachment
from wardline.base.places import clock
from wardline.base.places.postgres import ask

_KNOWN = """
    select id from ledger_attachment where place_code = $1 and sha256 = $2
    order by id limit 1
"""


def keep(*, at: str, name: str, media_type: str, content: bytes) -> Attachment:
    """Keep a file at a place, inside an open deed; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if known := ask(_KNOWN, at, sha256):
        kept: Attachment = Attachment.objects.get(pk=int(known[0][0] or 0))
        return kept
    made: Attachment = Attachment.objects.create(
        place_id=at,
        sha256=sha256,
        name=name[:200],
        media_type=media_type[:100] or "application/octet-stream",
        size=len(content),
        content=content,
        kept_at=clock.now(),
    )
    return made
