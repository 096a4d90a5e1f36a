"""Look back on a release that a later positive has opened again."""

from __future__ import annotations

from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.work.gate import queries
from wardline.work.gate.models import Release, Review


def review_release(
    *, by: Post, release: Release, test: Any, note: str, key: str | None = None
) -> Review:
    """Sign what was done about a release and about everyone who shared the room; not by
    whoever had signed the release."""
    with deed(by=by, verb=Verb.REVIEW_RELEASE, at=release.place_id, key=key) as noted:
        if by.user_id == release.signed_by.user_id:
            raise refusal("gate.review_by_another")
        against = {each.pk: each for each in queries.positives(by, release)}
        if test.pk not in against:
            raise refusal("gate.review_of_nothing")
        if known := against[test.pk].review:
            raise refusal("gate.reviewed_already", at=known.signed_at)
        people = [each.person.pk for each in queries.met(by, release, test)]
        made: Review = Review.objects.create(
            place_id=release.place_id,
            release=release,
            test=test,
            met=people,
            note=note.strip(),
            signed_at=clock.now(),
            signed_by=by,
        )
        noted(made, met=len(people))
    return made
