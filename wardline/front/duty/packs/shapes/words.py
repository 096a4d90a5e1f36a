"""The small words of a pack: two languages, parameters, faults."""

from collections.abc import Mapping
from dataclasses import dataclass

Params = Mapping[str, int | str | bool]
"""Whole numbers as int, yes/no as bool, all else as written (37.3, 17:30)."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    zh: str = ""
    en: str = ""

    def said(self, language: str) -> str:
        """The words in one language, or in the other if that is all there is."""
        first, second = (
            (self.zh, self.en) if language[:2] == "zh" else (self.en, self.zh)
        )
        return first or second


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the pack's own vocabulary: a tier, a kind, a scheme."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Level:
    """A response level that exists here; 1 is the strictest."""

    level: int
    name: Bilingual


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right, where it stands, in both languages."""

    file: str
    sheet: str
    row: int | None
    column: str
    code: str
    message_en: str
    message_zh: str
