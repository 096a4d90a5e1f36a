"""The clauses of a draft as a list of forms: added, taken away, sent along in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wardline.core.guidance.forms.clauses import (
    ClauseForm,
    DurationForm,
    IsolationForm,
    RecoveredForm,
    ResetForm,
    SignOffForm,
    SymptomFreeForm,
    SymptomLogForm,
    TestForm,
)
from wardline.core.guidance.words import clauses as words

MOST_CLAUSES = 40
KINDS: dict[str, type[ClauseForm]] = {
    kind.TYPE: kind
    for kind in (
        IsolationForm,
        DurationForm,
        ResetForm,
        SymptomFreeForm,
        SymptomLogForm,
        TestForm,
        SignOffForm,
        RecoveredForm,
    )
}
# what a new clause begins with
DEFAULTS: dict[str, dict[str, Any]] = {
    "isolation": {"single_room": True, "counts": ["institution"]},
    "duration": {"min_days": 14},
    "reset": {"on": ["left_room"]},
    "symptom_free": {"last_days": 14},
    "symptom_log": {"per_day": 2, "max_gap_hours": 36},
    "test": {"count": 1, "min_spacing_hours": 24, "max_pool": 1},
    "sign_off": {"roles": ["head"]},
    "recovered": {},
}
# what the rule takes when a clause does not say
UNSAID: dict[str, dict[str, Any]] = {
    "symptom_log": {"per_day": 1, "max_gap_hours": 36},
    "test": DEFAULTS["test"],
}


class ClauseList:
    """The clauses of a draft, in order; each has a number of its own on the page."""

    def __init__(
        self, data: Mapping[str, Any] | None, clauses: Sequence[Mapping[str, Any]]
    ) -> None:
        self.data = data
        self.forms: list[ClauseForm] = []
        if data is None:
            for given in clauses:
                self._append(given)
        else:
            self._read(data.get("order", ""), clauses)

    @property
    def order(self) -> str:
        """The numbers and types of the clauses, to be sent along."""
        return " ".join(f"{form.prefix}-{form.TYPE}" for form in self.forms)

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """The types that can be added."""
        return [
            (kind, words.TYPES[kind]) for kind in KINDS if kind != RecoveredForm.TYPE
        ]

    def add(self, kind: str) -> None:
        """Put an empty clause of a type at the end."""
        if kind in KINDS:
            self._append({"type": kind, **DEFAULTS[kind]}, fresh=True)

    def remove(self, prefix: str) -> None:
        """Take a clause away."""
        self.forms = [form for form in self.forms if form.prefix != prefix]

    def _read(self, order: str, clauses: Sequence[Mapping[str, Any]]) -> None:
        for each in order.split()[:MOST_CLAUSES]:
            prefix, _sign, kind = each.partition("-")
            if kind in KINDS and prefix.removeprefix("c").isdecimal():
                given = _vocabulary(kind, clauses)
                self.forms.append(KINDS[kind](self.data, prefix=prefix, given=given))

    def _append(self, given: Mapping[str, Any], fresh: bool = False) -> None:
        used = [int(form.prefix.removeprefix("c")) for form in self.forms]
        prefix = f"c{max(used, default=0) + 1}"
        kind = str(given["type"])
        form = KINDS[kind](prefix=prefix, given={**UNSAID.get(kind, {}), **given})
        form.fresh = fresh  # type: ignore[attr-defined]
        self.forms.append(form)


def _vocabulary(kind: str, clauses: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the words that clauses of a type use so far, by their key."""
    found: dict[str, Any] = {}
    for clause in clauses:
        for key, value in clause.items() if clause.get("type") == kind else ():
            if isinstance(value, (list, tuple)):
                found[key] = [*found.get(key, ()), *value]
            elif isinstance(value, str):
                found[key] = [*found.get(key, ()), value]
    return found
