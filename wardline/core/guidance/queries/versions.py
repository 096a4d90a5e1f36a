"""Policies of clearance as a register: versions, what each is today, and drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.db.models import QuerySet

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import below
from wardline.core.guidance.models import (
    ClearancePolicy,
    Document,
    Hold,
    PolicyDraft,
)
from wardline.core.guidance.queries.clearance import Policies, read
from wardline.core.guidance.queries.norms import stands
from wardline.core.guidance.queries.register import (
    around,
    documents,
    holds,
    line,
)
from wardline.ground.rules.clearance import Policy


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, what it is on a day, the holds that stand at its place, and
    which of the versions that it was compared with bind still."""

    row: ClearancePolicy
    policy: Policy
    state: str  # in_force, kept, to_come, withdrawn, ended
    holds: tuple[Hold, ...]
    older: tuple[str, ...]
    below: tuple[Hold, ...]  # holds of places below beside which it has no effect there

    @property
    def held(self) -> tuple[Hold, ...]:
        """The holds that keep it: while they stand it binds, whatever its last day."""
        return self.holds if self.state in {"in_force", "kept"} else ()

    @property
    def powerless(self) -> bool:
        """Tell whether it clears nobody in fact: its author was shown people whom it
        alone would clear, and those who refuse them bind still."""
        weaker = self.row.rehearsal and self.row.rehearsal["only_after"]
        return bool(weaker and self.older) and self.state not in {"ended", "withdrawn"}

    def cell(self, column: str) -> str:
        """Return what a search or a sort reads of it."""
        row = self.row
        document = row.document
        known = {
            "code": f"{row.code} {row.version}",
            "valid_from": row.valid_from.isoformat(),
            "published_at": row.published_at.isoformat(),
            "text": f"{self.policy.text_zh} {self.policy.text_en}",
            "document": " ".join(
                (document.number, document.title_zh, document.title_en)
                if document
                else ()
            ),
        }
        return known[column]


SEARCHED = ("code", "text", "document")
SORTED = ("code", "valid_from", "published_at")


def versions(viewer: Post) -> list[Version]:
    """Return every version in reach as it stands today, the newest first."""
    rows = (
        ClearancePolicy.objects.filter(around(viewer))
        .select_related("place", "document", "withdrawn_by_document")
        .order_by("-valid_from", "-published_at", "code", "version")
    )
    return _standing(viewer, rows, clock.today())


def find_versions(
    viewer: Post, text: str = "", state: str = "", order: str = ""
) -> list[Version]:
    """Return the versions of a state whose name, text or document fits, in order."""
    found = [
        each
        for each in versions(viewer)
        if (not state or each.state == state)
        and all(_fits(each, word) for word in text.lower().split())
    ]
    column = order.removeprefix("-")
    if column in SORTED:
        found.sort(key=lambda each: each.cell(column), reverse=order.startswith("-"))
    return found


def version(viewer: Post, pk: int) -> Version | None:
    """Return one version in reach, or None."""
    return next((each for each in versions(viewer) if each.row.pk == pk), None)


def drafts(viewer: Post) -> QuerySet[PolicyDraft]:
    """Return the drafts at or below the viewer's place that have not ended."""
    found: QuerySet[PolicyDraft] = (
        PolicyDraft.objects.filter(
            below(viewer.place_id), policy=None, discarded_at=None
        )
        .select_related("place", "document", "drafted_by")
        .order_by("-changed_at")
    )
    return found


def draft(viewer: Post, pk: int) -> PolicyDraft | None:
    """Return a draft that has not ended, or None."""
    return drafts(viewer).filter(pk=pk).first()


def published_from(viewer: Post, pk: int) -> ClearancePolicy | None:
    """Return the version that a draft became, or None."""
    found: ClearancePolicy | None = (
        ClearancePolicy.objects.filter(around(viewer)).filter(draft=pk).first()
    )
    return found


def begun_from(viewer: Post, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a new version begins with: the text of another, a name of its own."""
    today = clock.today()
    known = {version for _code, version in published_names(viewer.place_id)}
    free = (f"{today}/{number}" for number in count(1))
    version = next(name for name in free if name not in known)
    begun = {"version": version, "valid_from": today.isoformat(), "valid_to": None}
    return {**content, **begun}


def published_names(at: str) -> set[tuple[str, str]]:
    """Return the ids and versions that a place has published."""
    found = ClearancePolicy.objects.filter(place_id=at)
    return set(found.values_list("code", "version"))


def withdrawable(viewer: Post) -> list[tuple[str, str]]:
    """Return what a document of the viewer's may withdraw by name: hold or policy."""
    standing = [hold for hold in holds(viewer) if hold.withdrawn_on is None]
    own = [hold.code for hold in standing if viewer.reaches(hold.place_id)]
    rows = ClearancePolicy.objects.filter(below(viewer.place_id), withdrawn_on=None)
    names = [row.name for row in rows.order_by("code", "version")]
    return [*(("hold", code) for code in own), *(("policy", name) for name in names)]


def naming_policy(viewer: Post, policy: ClearancePolicy) -> QuerySet[Document]:
    """Return the documents that withdraw a version by name and may do so."""
    return documents(viewer).filter(
        withdraws__contains=[policy.name], place__in=line(policy.place_id)
    )


def _fits(found: Version, word: str) -> bool:
    return any(word in found.cell(column).lower() for column in SEARCHED)


def _standing(viewer: Post, rows: Iterable[ClearancePolicy], on: date) -> list[Version]:
    known = Policies(viewer)
    standing = [hold for hold in holds(viewer) if stands(hold, on)]
    bound: dict[str, dict[int, str]] = {}
    made = []
    for row in rows:
        at = row.place_id
        if at not in bound:
            found = known.binding(at, on, on)
            bound[at] = {each.row: each.name for each in found}
        policy, others = read(row), (row.rehearsal or {}).get("others", ())
        state = _state(row, policy, row.pk in bound[at], on)
        keeping = tuple(hold for hold in standing if at.startswith(hold.place_id))
        older = tuple(name for name in others if name in bound[at].values())
        weaker = (row.rehearsal or {}).get("below", ())
        below = tuple(h for h in standing if [h.place_id, h.code] in weaker)
        made.append(Version(row, policy, state, keeping, older, below))
    return made


def _state(row: Any, policy: Policy, binds: bool, on: date) -> str:
    if policy.in_force(on, on):
        return "in_force"
    if binds:
        return "kept"
    if row.withdrawn_on:
        return "withdrawn"
    return "to_come" if policy.valid_from > on else "ended"
