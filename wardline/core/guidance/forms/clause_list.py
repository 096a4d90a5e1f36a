"""The clauses of a draft as a list of forms: added, taken away, sent along in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wardline.core.guidance.forms.clauses import (
    WAY,
    ClauseForm,
    DurationForm,
    IsolationForm,
    RecoveredForm,
    ResetForm,
    SignOffForm,
    SymptomFreeForm,
    SymptomLogForm,
    TestForm,
    ways_of,
)
from wardline.core.guidance.words import clauses as words

MOST_CLAUSES = 40
MOST_WAYS = 6
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
    """The clauses of a draft, in order; each has a number of its own on the page.

    Of several ways out any will do; a clause stands in all of them, or in one.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, content: Mapping[str, Any]
    ) -> None:
        self.data = data
        self.forms: list[ClauseForm] = []
        options = content.get("options") or ()
        given = list(content.get("clauses") or ())
        for number, option in enumerate(options, start=1):
            given += [{**each, WAY: number} for each in option.get("clauses") or ()]
        self.ways = len(options)
        if data is None:
            for each in given:
                self._append(each)
        else:
            self._read(given)

    @property
    def order(self) -> str:
        """The numbers and types of the clauses, to be sent along."""
        return " ".join(f"{form.prefix}-{form.TYPE}" for form in self.forms)

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """The types that can be added; one is of use only where there are ways out."""
        left_out = () if self.ways else (RecoveredForm.TYPE,)
        return [(kind, words.TYPES[kind]) for kind in KINDS if kind not in left_out]

    @property
    def plain(self) -> dict[str, Any]:
        """All clauses as the rule reads them."""
        told = {"clauses": [form.plain for form in self.of(0)]}
        ways = [[form.plain for form in self.of(n)] for n in ways_of(self.ways)]
        return {**told, "options": [{"clauses": clauses} for clauses in ways]}

    def of(self, way: int) -> list[ClauseForm]:
        """Return the clauses of one way out, or of all (0)."""
        return [form for form in self.forms if form.way == way]

    def find(self, where: Sequence[str]) -> ClauseForm | None:
        """Return the clause that the rule names: clauses.2, or options.1.clauses.2."""
        way = 0
        if where[0] == "options" and len(where) > 1:
            way, where = int(where[1]), where[2:]
        if where[:1] != ["clauses"] or len(where) < 2:
            return None
        return self.of(way)[int(where[1]) - 1]

    def add(self, kind: str) -> None:
        """Put an empty clause of a type at the end."""
        if kind in KINDS:
            self._append({"type": kind, **DEFAULTS[kind]}, fresh=True)

    def remove(self, prefix: str) -> None:
        """Take a clause away."""
        self.forms = [form for form in self.forms if form.prefix != prefix]

    def open_way(self) -> None:
        """Offer one more way out; the first time it is two."""
        self._offer(min(max(2, self.ways + 1), MOST_WAYS))

    def close_way(self) -> None:
        """Take the last way out away; a single one is none."""
        self._offer(self.ways - 1 if self.ways > 2 else 0)

    def _offer(self, ways: int) -> None:
        """Let every clause be asked in so many ways; what was typed stays."""
        self.ways = ways
        old, self.forms = self.forms, []
        for form in old:
            told = {name: form[name].value() for name in form.fields}
            named = {form.NAMES.get(name, name): said for name, said in told.items()}
            if int(named.get(WAY) or 0) > ways:
                named[WAY] = 0
            self._append({**named, "type": form.TYPE}, prefix=form.prefix)

    def _read(self, clauses: Sequence[Mapping[str, Any]]) -> None:
        data = self.data or {}
        ways = str(data.get("ways", "0"))
        self.ways = min(int(ways), MOST_WAYS) if ways.isdecimal() else 0
        for each in str(data.get("order", "")).split()[:MOST_CLAUSES]:
            prefix, _sign, kind = each.partition("-")
            if kind in KINDS and prefix.removeprefix("c").isdecimal():
                told = {"given": _vocabulary(kind, clauses), "ways": self.ways}
                self.forms.append(KINDS[kind](self.data, prefix=prefix, **told))

    def _append(
        self, given: Mapping[str, Any], *, prefix: str = "", fresh: bool = False
    ) -> None:
        used = [int(form.prefix.removeprefix("c")) for form in self.forms]
        kind = str(given["type"])
        form = KINDS[kind](
            prefix=prefix or f"c{max(used, default=0) + 1}",
            given={**UNSAID.get(kind, {}), **given},
            ways=self.ways,
        )
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
