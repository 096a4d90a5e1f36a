"""A signed decision taken again from what is on record today: it must be the same."""

from __future__ import annotations

from datetime import datetime

from wardline.base.accounts.models import Post
from wardline.core.guidance import queries as norms
from wardline.core.roster import queries as roster
from wardline.ground.rules.clearance import Kept, Replay, replay
from wardline.work.gate.models import Release
from wardline.work.gate.queries.clearances import signature


def taken_again(viewer: Post, release: Release) -> Replay:
    """Judge a release again by what was known then, gathered from the tables anew, and
    say why it is not the same byte for byte, where it is not."""
    known_at = datetime.fromisoformat(release.decision["known_at"])
    person = release.person_id
    facts = [
        *roster.evidence(viewer, [person], known_at)[person],
        *signature(release.signed_by, known_at),
    ]
    contents = [version.row.content for version in norms.find_versions(viewer)]
    kept = Kept(
        release.decision, release.policies, release.evidence, release.fingerprint
    )
    return replay(kept, contents, facts)
