"""Editions of a document: how one followed another, and what became of each measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wardline.base.accounts.models import Post
from wardline.core.guidance.models import Document, Measure
from wardline.core.guidance.queries.norms import as_rule
from wardline.core.guidance.queries.register import documents, line, measures
from wardline.ground.rules.strictness import Shift, shift, shift_of

ADDED, DROPPED, REWORDED = "added", "dropped", "reworded"
_ORDER = [ADDED, DROPPED, "stricter", "weaker", "mixed", REWORDED, "same"]


@dataclass(frozen=True, slots=True)
class Number:
    """One parameter in two editions; None where an edition does not set it."""

    name: str
    old: Any
    new: Any
    shift: Shift


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in two editions; one side may be missing."""

    old: Measure | None
    new: Measure | None

    @property
    def shift(self) -> str:
        """Return what became of it."""
        if self.old is None or self.new is None:
            return ADDED if self.old is None else DROPPED
        found = shift_of(as_rule(self.old), as_rule(self.new))
        same = self.old.text_zh == self.new.text_zh
        same = same and self.old.text_en == self.new.text_en
        if found is Shift.SAME:
            return "same" if same else REWORDED
        return str(found)

    @property
    def numbers(self) -> list[Number]:
        """Return the parameters of both side by side."""
        old = self.old.params if self.old else {}
        new = self.new.params if self.new else {}
        return [
            Number(n, old.get(n), new.get(n), shift(n, old.get(n), new.get(n)))
            for n in sorted({*old, *new})
        ]

    @property
    def either(self) -> Measure:
        """Return the newer side, or the one that there is."""
        return self.new or self.old  # type: ignore[return-value]


def editions(viewer: Post, document: Document) -> list[Document]:
    """Return the chain of editions to which a document belongs, oldest first."""
    near = documents(viewer).filter(place__in=line(document.place_id))
    known = {found.code: found for found in near.order_by("-place_id")}
    known[document.code] = document
    after = {d.replaces: d for d in known.values() if d.replaces}
    chain = [document]
    while (earlier := known.get(chain[0].replaces)) and earlier not in chain:
        chain.insert(0, earlier)
    while (later := after.get(chain[-1].code)) and later not in chain:
        chain.append(later)
    return chain


def differences(viewer: Post, old: Document, new: Document) -> list[Difference]:
    """Set the measures of two editions side by side.

    A measure takes the place of the one that it names, else of its namesake, else of
    the only one of its topic for the same kinds.
    """
    before = list(measures(viewer).filter(document=old))
    found: list[Difference] = []
    for measure in measures(viewer).filter(document=new):
        earlier = _earlier(measure, before)
        if earlier is not None:
            before.remove(earlier)
        found.append(Difference(earlier, measure))
    found += [Difference(measure, None) for measure in before]
    return sorted(found, key=lambda each: (_ORDER.index(each.shift), each.either.code))


def _earlier(measure: Measure, before: list[Measure]) -> Measure | None:
    for code in filter(None, (measure.replaces, measure.code)):
        for each in before:
            if each.code == code:
                return each
    kinds = sorted(measure.institution_kinds)
    alike = [
        each
        for each in before
        if each.topic == measure.topic and sorted(each.institution_kinds) == kinds
    ]
    return alike[0] if len(alike) == 1 and not measure.replaces else None
