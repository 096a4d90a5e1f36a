"""A directive that is recalled orders nothing from then on; nothing of it is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.work.directives.models import Directive, Relay
from wardline.work.directives.telling import tell


class Recallable(Protocol):
    """A directive, or what knows when its directive was recalled."""

    recalled_at: datetime | None


def refuse_recalled(order: Recallable) -> None:
    """Raise where a directive orders nothing any more."""
    if order.recalled_at is not None:
        raise refusal("directives.recalled_already", at=order.recalled_at)


def recall(by: Post, directive: Directive, why: str) -> Directive:
    """Recall a directive inside a deed, and tell everyone who had it."""
    kept = _end(by, directive, why)
    had = Relay.objects.filter(directive=kept).values_list("place_id", flat=True)
    tell(by, kept, had, "directive.recalled", clock.now(), str(kept))
    return kept


def replace(by: Post, directive: Directive, other: Directive) -> Directive:
    """Recall a directive in favour of another; who gets the other one learns it from
    that, and the rest are told."""
    if directive.place_id != other.place_id or directive.pk == other.pk:
        raise refusal("directives.replaces_another_offices")
    kept = _end(by, directive, "", other)
    with_other = Relay.objects.filter(directive=other).values("place_id")
    had = Relay.objects.filter(directive=kept).exclude(place_id__in=with_other)
    told = had.values_list("place_id", flat=True)
    tell(by, kept, told, "directive.recalled", clock.now(), str(kept))
    return kept


def _end(
    by: Post, directive: Directive, why: str, other: Directive | None = None
) -> Directive:
    kept = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    refuse_recalled(kept)
    if kept.issued_at is None:
        raise refusal("directives.not_issued")
    kept.recalled_at, kept.recalled_by = clock.now(), by
    kept.recalled_why, kept.replaced_by = why, other
    kept.save(
        update_fields=["recalled_at", "recalled_by", "recalled_why", "replaced_by"]
    )
    return kept
