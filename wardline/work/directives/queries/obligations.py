"""What directives oblige whom to do, who answers for it by name, and how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place, below
from wardline.work.directives.models import (
    Directive,
    Fulfilment,
    Obligation,
    Relay,
)

# an officer's obligation concerns offices, a head's and a nurse's concern institutions
_POSTS = {"officer": ("officer", "authority"), "head": ("head",), "duty": ("duty",)}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an obligation is below the viewer."""

    obligation: Obligation
    asked: int
    done: int
    # places where nobody holds the post: a gap of its own
    unnamed: int
    now: datetime

    @property
    def missing(self) -> int:
        return self.asked - self.done

    @property
    def percent(self) -> int:
        """Rounded down: 100 means everyone."""
        return self.done * 100 // self.asked if self.asked else 0

    @property
    def state(self) -> str:
        if self.asked and not self.missing:
            return "ok"
        return "late" if self.obligation.due_at < self.now else "wait"


@dataclass(frozen=True, slots=True)
class Asked:
    """An obligation at one place: who answers by name, and the proof if it is done."""

    obligation: Obligation
    named: list[Post]
    done_at: datetime | None
    proof: Fulfilment | None
    now: datetime

    @property
    def state(self) -> str:
        if self.done_at is not None:
            return "ok"
        return "late" if self.obligation.due_at < self.now else "wait"


def obligations(viewer: Post, directive: Directive) -> list[Obligation]:
    """Return what a directive obliges to, as marked by offices the viewer can see;
    those taken back are among them."""
    found = Obligation.objects.filter(directive=directive).select_related(
        "place", "marked_by__user"
    )
    return list(found.order_by("due_at", "pk"))


def obligation(viewer: Post, pk: int) -> Obligation | None:
    """Return one obligation, with its directive."""
    found: Obligation | None = (
        Obligation.objects.select_related("directive", "place").filter(pk=pk).first()
    )
    return found


def concerned(one: Obligation) -> QuerySet[Relay]:
    """Return the relays of the places that an obligation concerns."""
    return Relay.objects.filter(directive=one.directive_id).filter(_concerned(one))


def concerns(one: Obligation, relay: Relay) -> bool:
    """Tell whether an obligation concerns a place that received the directive."""
    return concerned(one).filter(pk=relay.pk).exists()


def _concerned(one: Obligation) -> Q:
    kind = Q(place__kind__isnull=one.role == "officer")
    where = Q()
    if one.places or one.depths:
        where = Q(place_id__in=one.places) | Q(place__depth__in=one.depths)
    return kind & where & below(one.place_id)


def _with_proof(one: Obligation, relays: QuerySet[Relay]) -> QuerySet[Relay]:
    """Mark each relay as ``proved`` or not."""
    if one.proof == "receipt":
        return relays.annotate(proved=Q(received_at__isnull=False))
    proof = Fulfilment.objects.filter(obligation=one, place=OuterRef("place"))
    return relays.annotate(proved=Exists(proof))


def progress(viewer: Post, listed: Iterable[Obligation]) -> list[Progress]:
    """Count how far each obligation is below the viewer: one query for each."""
    now, found = clock.now(), []
    for one in listed:
        relays = _with_proof(one, concerned(one).within(viewer.place_id))
        counted = relays.annotate(named=_held(one.role)).aggregate(
            asked=Count("pk"),
            done=Count("pk", filter=Q(proved=True)),
            unnamed=Count("pk", filter=Q(named=False)),
        )
        found.append(Progress(one, **counted, now=now))
    return found


def decided(viewer: Post, directive: Directive) -> list[Progress]:
    """Return how far what a directive obliges to is, without what was taken back."""
    standing = obligations(viewer, directive)
    return progress(viewer, [one for one in standing if one.withdrawn_at is None])


def _held(role: str) -> Exists:
    posts = Post.objects.active(clock.today()).filter(
        place=OuterRef("place"), role_code__in=_POSTS[role], user__isnull=False
    )
    return Exists(posts)


def outstanding(viewer: Post, one: Obligation) -> QuerySet[Relay]:
    """Return the places below the viewer that have not proved it done, by place."""
    relays = concerned(one).within(viewer.place_id)
    found = _with_proof(one, relays).filter(proved=False)
    return found.select_related("place__parent").order_by("place_id")


def named(viewer: Post, one: Obligation, codes: Iterable[str]) -> dict[str, list[Post]]:
    """Return who answers for an obligation by name, place by place."""
    held: dict[str, list[Post]] = defaultdict(list)
    posts = accounts.posts(viewer).filter(
        place_id__in=list(codes), role_code__in=_POSTS[one.role]
    )
    for post in posts.active(clock.today()).filter(user__isnull=False).order_by("pk"):
        held[post.place_id].append(post)
    return held


def asked_here(viewer: Post, relay: Relay) -> list[Asked]:
    """Return what a directive asks of one place, first due first: three queries."""
    standing = list(_at(relay.place).filter(directive=relay.directive_id))
    proofs = {
        proof.obligation_id: proof
        for proof in Fulfilment.objects.filter(
            obligation__in=standing, place=relay.place_id
        ).select_related("by__user", "file")
    }
    holders = _holders(viewer, relay) if standing else []
    held = {
        role: [post for post in holders if post.role_code in codes]
        for role, codes in _POSTS.items()
    }
    now = clock.now()
    return [
        Asked(
            one,
            held[one.role],
            _done_at(one, proofs.get(one.pk), relay),
            proofs.get(one.pk),
            now,
        )
        for one in standing
    ]


def _done_at(
    one: Obligation, proof: Fulfilment | None, relay: Relay
) -> datetime | None:
    if one.proof == "receipt":
        return relay.received_at
    return proof.at if proof else None


def _holders(viewer: Post, relay: Relay) -> list[Post]:
    posts = accounts.posts(viewer).filter(place_id=relay.place_id, user__isnull=False)
    return list(posts.active(clock.today()).order_by("pk"))


def _at(place: Place) -> QuerySet[Obligation]:
    """Return the obligations that concern one place, first due first."""
    # any beginning of a code that is a place lies above
    above = [place.code[:n] for n in range(1, len(place.code) + 1)]
    office = Q(role="officer")
    where = Q(places=[], depths=[]) | Q(places__contains=[place.code])
    found: QuerySet[Obligation] = Obligation.objects.filter(
        where | Q(depths__contains=[place.depth]),
        ~office if place.is_institution else office,
        withdrawn_at=None,
        directive__recalled_at=None,
        place__in=above,
    )
    return found.order_by("due_at", "pk")


def due_here(viewer: Post) -> QuerySet[Obligation]:
    """Return what is asked of the viewer's own place and not done, first due first."""
    told = Relay.objects.filter(directive=OuterRef("directive"), place=viewer.place_id)
    proved = Fulfilment.objects.filter(obligation=OuterRef("pk"), place=viewer.place_id)
    signed = told.filter(received_at__isnull=False)
    return _at(viewer.place).filter(
        Exists(told), ~Exists(proved), ~Q(proof="receipt") | ~Exists(signed)
    )


def overdue_obligations(
    viewer: Post, now: datetime, since: datetime
) -> list[tuple[Obligation, Relay]]:
    """Return what should have been proved done by now and was due after a moment. Where
    the receipt alone is asked, a missing one is late by the receipts' own clock."""
    late = Obligation.objects.filter(
        withdrawn_at=None,
        directive__recalled_at=None,
        due_at__lt=now,
        due_at__gt=since,
    ).exclude(Q(directive__issued_at=None) | Q(proof="receipt"))
    return [
        (one, relay)
        for one in late.order_by("due_at", "pk")
        for relay in outstanding(viewer, one)
    ]
