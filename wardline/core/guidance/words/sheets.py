"""A policy written out to be read: each clause in both languages with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from wardline.base.places import queries as places
from wardline.base.ui import dates, tags, wording
from wardline.core.guidance.words.clauses import TYPES, sentence
from wardline.core.guidance.words.policies import EVENTS, PERSONS
from wardline.ground.rules.clearance import Policy
from wardline.ground.rules.clearance.clauses import Clause

TONGUES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Line:
    """One clause: its name, what it asks in both languages, where it stands."""

    title: Any
    text_zh: str
    text_en: str
    citation: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A version in a list, with whom it is for."""

    version: Any
    people: tuple[str, ...]

    @classmethod
    def of(cls, version: Any) -> Listed:
        """Write one out."""
        return cls(version, tuple(people(version.policy)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A policy to be read: what all ways out share, then each way by itself."""

    lines: tuple[Line, ...]
    ways: tuple[tuple[Line, ...], ...]
    people: tuple[str, ...]
    transition: Any


def sheet(policy: Policy) -> Sheet:
    """Write a policy out."""
    common = len(policy.clauses)
    return Sheet(
        tuple(_lines(policy.clauses)),
        tuple(tuple(_lines(way.clauses[common:])) for way in policy.options),
        tuple(people(policy)),
        wording.say(f"policy.transition.{policy.transition}"),
    )


def people(policy: Policy) -> Iterator[str]:
    """Say whom it is for: kinds of institution, people, occasions; all are left out."""
    to = policy.applies_to
    kinds = {kind.code: tags.tongue(kind, "name") for kind in places.kinds()}
    for names, codes in (
        (kinds, to.institution_kinds),
        (PERSONS, to.person_kinds),
        (EVENTS, to.event_kinds),
    ):
        if codes:
            own = sorted(codes - set(names))
            said = [str(word) for code, word in names.items() if code in codes]
            yield ("、" if dates.chinese() else ", ").join([*said, *own])


def _lines(clauses: Iterable[Clause]) -> Iterator[Line]:
    for clause in clauses:
        said = {}
        for tongue, language in TONGUES.items():
            with translation.override(language):
                mark = "" if tongue == "zh" else " "
                said[tongue] = mark.join(map(str, sentence(clause)))
        yield Line(TYPES[clause.TYPE], said["zh"], said["en"], clause.citation)
