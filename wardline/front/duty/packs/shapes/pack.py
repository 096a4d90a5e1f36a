"""The whole pack."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from wardline.front.duty.packs.shapes.rows import (
    Bulletin,
    Campaign,
    CheckItem,
    Division,
    Document,
    Hold,
    Hospital,
    Institution,
    Lesson,
    LevelChange,
    Measure,
    Policy,
    Post,
    Standard,
)
from wardline.front.duty.packs.shapes.story import Scenario
from wardline.front.duty.packs.shapes.words import Bilingual, Fault, Level, Named


@dataclass(frozen=True, slots=True)
class Pack:
    code: str
    name: Bilingual
    language: str
    zone: ZoneInfo
    register: str  # number scheme of institutions, such as cn.uscc; may be empty
    identity: str  # number scheme of persons, such as cn.ric; may be empty
    invented: Bilingual  # what in this pack is not real
    tiers: tuple[Named, ...]  # from the top to the institution
    kinds: tuple[Named, ...]
    levels: tuple[Level, ...]
    schemes: tuple[Named, ...]
    fingerprint: str  # SHA-256 over every file of the pack
    divisions: tuple[Division, ...] = ()
    institutions: tuple[Institution, ...] = ()
    documents: tuple[Document, ...] = ()
    measures: tuple[Measure, ...] = ()
    level_changes: tuple[LevelChange, ...] = ()
    holds: tuple[Hold, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    policies: tuple[Policy, ...] = ()
    hospitals: tuple[Hospital, ...] = ()
    checklist: tuple[CheckItem, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    standards: tuple[Standard, ...] = ()
    posts: tuple[Post, ...] = ()
    bulletin: Bulletin | None = None
    scenario: Scenario | None = None
    remarks: tuple[Fault, ...] = field(default=(), compare=False)
