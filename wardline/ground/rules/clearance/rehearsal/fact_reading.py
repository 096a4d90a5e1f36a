"""Reads facts from lists of plain text, as a spreadsheet holds them, and names every
fault by the place where it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from wardline.ground.rules.clearance.circumstances import (
    Baseline,
    Extension,
    Infection,
    Lodged,
    Moved,
    Proof,
    Shift,
    Waiver,
)
from wardline.ground.rules.clearance.counting import last_minute, midnight
from wardline.ground.rules.clearance.evidence import (
    Breach,
    BreachKind,
    CaseState,
    CaseStatus,
    Ended,
    Exposure,
    Fact,
    Isolated,
    LabTest,
    Presence,
    Result,
    Retraction,
    Signed,
    Suspension,
    Symptoms,
)
from wardline.ground.verdict import Reason

WIDTH = 7  # kind, at, end, result, type, laboratory, recorded; then what else there is


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of fact is made of: its class, and which field the columns for result
    and type fill."""

    made: type[Fact]
    result: str = ""
    type: str = ""
    given: Mapping[str, Any] | None = None


FORMS: dict[str, Form] = {
    "isolation_start": Form(Isolated, "alone", "where"),
    "isolation": Form(Isolated, "alone", "where"),
    "ended": Form(Ended, "of"),
    "symptom": Form(Symptoms, "presence", "seen"),
    "breach": Form(Breach, "kind", "", {"kind": BreachKind.LEFT_ROOM}),
    "contact": Form(Breach, "", "", {"kind": BreachKind.ROOMMATE_POSITIVE}),
    "exposure": Form(Exposure, "source", "room"),
    "test": Form(LabTest, "result", "assay"),
    "case": Form(CaseStatus, "state"),
    "suspension": Form(Suspension, "document"),
    "signed": Form(Signed, "role", "by"),
    "retraction": Form(Retraction),
    "infection": Form(Infection, "proof"),
    "lodged": Form(Lodged, "room", "bed"),
    "moved": Form(Moved, "alone"),
    "shift": Form(Shift, "place"),
    "baseline": Form(Baseline, "usual", "by"),
    "extension": Form(Extension, "reason", "by"),
    "waiver": Form(Waiver, "clause", "policy"),
}
WORDS: dict[str, Mapping[str, Any]] = {
    "alone": {"alone": True, "shared": False},
    "presence": {str(each): each for each in Presence},
    "kind": {str(each): each for each in BreachKind},
    "result": {str(each): each for each in Result},
    "state": {str(each): each for each in CaseState},
    "proof": {str(each): each for each in Proof},
}


class FactError(ValueError):
    """A fact that cannot be read, and why, in a coded reason."""

    def __init__(self, code: str, **args: object) -> None:
        self.fault = Reason(f"row.{code}", args)
        super().__init__(code)


def read_facts(number: int, item: Any, zone: tzinfo) -> tuple[str, list[Fact]]:
    """Read one item into the facts that it stands for, and whose they are.

    An item is a list: kind, at, end, result, type, laboratory, recorded, and a mapping
    of further fields. A look at symptoms with an end stands for one each day until it.
    Times without a zone are of ``zone``. A day without a time is read to nobody's
    advantage: an isolation begins at its end and ends at its beginning, all else the
    other way round.
    """
    if not isinstance(item, list) or not 2 <= len(item) <= WIDTH + 1:
        raise FactError("not_an_item", got=str(item)[:80])
    padded = [*item, *[None] * (WIDTH + 1 - len(item))]
    more = padded[WIDTH] or {}
    if not isinstance(more, dict):
        raise FactError("not_a_table", got=str(more)[:80])
    form = FORMS.get(str(padded[0]))
    if form is None:
        raise FactError("unknown_kind", got=str(padded[0]), choices=tuple(FORMS))
    person = str(more.pop("person", "") if more else "")
    told = _told(form, padded, dict(more), zone)
    told.setdefault("id", str(number))
    return person, [_made(form, each) for each in _each_day(form, told)]


def moment(value: Any, zone: tzinfo, *, latest: bool) -> datetime:
    """Read a time; a day without one is its last or its first minute."""
    text = str(value).strip()
    try:
        if len(text) <= len("2020-03-01"):
            day = date.fromisoformat(text)
            return last_minute(day, zone) if latest else midnight(day, zone)
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise FactError("not_a_moment", got=text[:40]) from error
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _told(
    form: Form, item: Sequence[Any], more: dict[str, Any], zone: tzinfo
) -> dict[str, Any]:
    """Collect what an item says, by field."""
    _kind, at, end, result, type_, laboratory, recorded = item[:WIDTH]
    inside = form.made is Isolated
    told: dict[str, Any] = dict(form.given or {})
    told["occurred_at"] = moment(at, zone, latest=inside)
    told["recorded_at"] = told["occurred_at"]
    if recorded is not None:
        told["recorded_at"] = moment(recorded, zone, latest=True)
    if end is not None:
        told["ended_at"] = moment(end, zone, latest=not inside)
    more |= {
        name: value
        for name, value in (
            (form.result or "result", result),
            (form.type or "type", type_),
            ("laboratory", laboratory),
        )
        if value is not None
    }
    for name, value in more.items():
        told[name] = _value(form, name, value, zone)
    return told


def _value(form: Form, name: str, value: Any, zone: tzinfo) -> Any:
    known = {field.name for field in fields(form.made)}
    if name not in known:
        choices = tuple(sorted(known - {"occurred_at", "recorded_at"}))
        raise FactError("unknown_field", got=name, choices=choices)
    if name in WORDS and not isinstance(value, bool):
        if str(value) not in WORDS[name]:
            choices = tuple(WORDS[name])
            raise FactError("not_a_choice", field=name, got=str(value), choices=choices)
        return WORDS[name][str(value)]
    convert: Callable[[Any, tzinfo], Any] = _CONVERTERS.get(name, _as_text)
    return convert(value, zone)


def _as_text(value: Any, _: tzinfo) -> str:
    return str(value)


def _as_words(value: Any, _: tzinfo) -> frozenset[str]:
    return frozenset(map(str, value if isinstance(value, list) else [value]))


def _as_yes(value: Any, _: tzinfo) -> bool:
    if not isinstance(value, bool):
        raise FactError("not_yes_or_no", got=str(value))
    return value


def _as_number(value: Any, _: tzinfo) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise FactError("not_a_number", got=str(value)) from error


def _as_whole(value: Any, zone: tzinfo) -> int:
    return int(_as_number(value, zone))


def _as_moment(value: Any, zone: tzinfo) -> datetime:
    return moment(value, zone, latest=True)


_CONVERTERS: dict[str, Callable[[Any, tzinfo], Any]] = {
    "alone": _as_yes,
    "seen": _as_words,
    "usual": _as_words,
    "antipyretic": _as_yes,
    "specimen_timed": _as_yes,
    "ct": _as_number,
    "pool": _as_whole,
    "reported_at": _as_moment,
}


def _each_day(form: Form, told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Spread a look with an end over the days until it, at the same hour."""
    until = told.get("ended_at")
    if form.made is not Symptoms or until is None:
        yield told
        return
    del told["ended_at"]
    lag = told["recorded_at"] - told["occurred_at"]
    at, number = told["occurred_at"], 0
    while at <= until:
        named = {"id": f"{told['id']}.{number}"}
        yield {**told, **named, "occurred_at": at, "recorded_at": at + lag}
        at, number = at + timedelta(days=1), number + 1


def _made(form: Form, told: dict[str, Any]) -> Fact:
    needed = [each.name for each in fields(form.made) if each.default is MISSING]
    if missing := [name for name in needed if name not in told]:
        raise FactError("field_missing", got=", ".join(missing))
    if "ended_at" in told and "ended_at" not in {f.name for f in fields(form.made)}:
        raise FactError("has_no_end")
    try:
        made: Fact = form.made(**told)
    except ValueError as error:
        raise FactError("ends_before_it_begins") from error
    return made
