"""Norms, places and posts of an authority: one class for one row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wardline.front.duty.packs.shapes.words import Bilingual, Params


@dataclass(frozen=True, slots=True)
class Division:
    code: str
    parent: str  # empty for the root
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Institution:
    code: str
    name: Bilingual
    division: str
    kind: str
    credit_code: str
    capacity: int
    address: str
    latitude: str
    longitude: str
    opened_on: date | None
    head: str
    duty: str
    phone: str


@dataclass(frozen=True, slots=True)
class Document:
    code: str
    kind: str  # guide | guiding | notice | plan | order
    number: str
    title: Bilingual
    issuer: Bilingual
    issued_on: date
    institution_kinds: tuple[str, ...]  # empty: all kinds
    place: str
    source: str
    replaces: str = ""  # the document of which it is the next edition


@dataclass(frozen=True, slots=True)
class Measure:
    code: str
    document: str
    section: str
    place: str
    topic: str
    params: Params
    institution_kinds: tuple[str, ...]  # empty: all kinds
    levels: tuple[int, ...]
    strictness: int
    aspect: str
    valid_from: date
    valid_to: date | None
    text: Bilingual
    question: Bilingual
    source: str
    standing: str
    replaces: str = ""  # the measure of an earlier edition whose place it takes


@dataclass(frozen=True, slots=True)
class LevelChange:
    place: str
    level: int
    from_on: date
    document: str


@dataclass(frozen=True, slots=True)
class Hold:
    code: str
    place: str
    from_on: date
    level_kept: int
    document: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One point that an outbreak elsewhere taught, and the measures that answer it;
    the points of one lesson share its code."""

    code: str
    point: int
    learnt_on: date
    title: Bilingual
    gap: Bilingual
    measures: tuple[str, ...]  # empty: a gap
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A clearance policy, in the plain clause form that the rules parse."""

    file: str
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hospital:
    code: str
    place: str
    name: Bilingual
    address: str
    phone: str
    from_on: date


@dataclass(frozen=True, slots=True)
class CheckItem:
    code: str
    aspect: str
    question: Bilingual
    measure: str
    severity: int  # 1 slight … 3 grave
    institution_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    code: str
    name: Bilingual
    goal: Bilingual
    unit: Bilingual
    document: str
    place: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Standard:
    """What a household may have at most, per head and month, to be entitled."""

    scheme: str
    place: str
    from_on: date
    per_month: int  # in the smallest unit of money
    currency: str
    document: str


@dataclass(frozen=True, slots=True)
class Post:
    """A named person who answers for a place above the institutions."""

    code: str
    place: str
    role: str
    title: Bilingual
    holder: str
    user: str
    phone: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Prose with {figure:code} where the system puts a number it has counted."""

    title: Bilingual
    source: Bilingual
    breadcrumb: Bilingual
    body: Bilingual
    figures: tuple[str, ...]
