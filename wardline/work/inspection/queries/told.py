"""What a submission says, as a person reads it: by question, in words and moments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wardline.work.inspection import instance, preview
from wardline.work.inspection.models import Submission
from wardline.work.inspection.words import ANSWERS, HOLDS, KNOWS, TOLD

# what an entry may say in a code, by its name
_CODES = {
    "answer": ("answer", set(ANSWERS)),
    "scope": ("finding.scope", {"isolated", "pattern", "widespread"}),
    "severity": ("finding.severity", set("1234")),
    "knows": ("knows", set(KNOWS)),
    "holds": ("holds", set(HOLDS)),
}
_MOMENTS = ("start", "end", "arrived_at", "let_in_at", "due_at", "answered_at")
_HIDDEN = ("meta/instanceID",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said: the code of its label or its own name, and how it is read."""

    label: str
    name: str
    text: str
    code: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class Told:
    """What is said about one question (its words in both tongues), or about none."""

    question: dict[str, Any] | None
    entries: list[Entry] = field(default_factory=list)


def told_by(submission: Submission) -> list[Told]:
    """Return what a submission says, in its order, by question."""
    asked = {each["code"]: each for each in submission.form.questions}
    language = preview.language(submission.form.questions)
    found: list[Told] = []
    for path, text in instance.read(submission.xml).lines():
        if not text or path in _HIDDEN:
            continue
        steps = path.split("/")
        code = next((step for step in reversed(steps) if step in asked), "")
        question = asked.get(code)
        if not found or found[-1].question is not question:
            found.append(Told(question))
        if question and steps[-1] == code:
            text = preview.chosen(question, text, language)
        found[-1].entries.append(_entry(steps[-1], text, code))
    return found


def _entry(name: str, text: str, question: str) -> Entry:
    """Read one text: what the house asks itself it knows; the rest stays as it came."""
    if name == question:
        return Entry("", name, text)
    label = f"told.{name}" if name in TOLD else ""
    prefix, codes = _CODES.get(name, ("", set()))
    said = f"{prefix}.{text}" if text in codes else ""
    at = instance.moment(text) if name in _MOMENTS else None
    return Entry(label, name, text, said, at)
