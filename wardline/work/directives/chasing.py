"""Reminds whoever answers for a place below that has not signed for a directive."""

from __future__ import annotations

from django.urls import reverse

from wardline.base.accounts.models import Post
from wardline.base.notices import actions as notices
from wardline.work.directives import queries
from wardline.work.directives.models import Directive
from wardline.work.directives.recalls import refuse_recalled


def remind(*, by: Post, directive: Directive, key: str | None = None) -> notices.Chased:
    """Remind them of a directive with one tap, wherever below the reminding office."""
    refuse_recalled(directive)
    late = queries.missing(by, directive).values_list("place_id", flat=True)
    return notices.chase(
        by=by,
        at=by.place_id,
        subject=f"directives.directive:{directive.pk}",
        posts=queries.responsible(by, late),
        code="directive.chased",
        url=reverse("directives:show", args=[directive.pk]),
        title={"zh": directive.title_zh, "en": directive.title_en},
        office={"zh": by.place.name_zh, "en": by.place.name_en},
        key=key,
    )
