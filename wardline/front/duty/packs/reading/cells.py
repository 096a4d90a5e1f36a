"""From one cell to one value: every parser takes a cell or says why it cannot."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from zoneinfo import ZoneInfo

from wardline.front.duty.packs.reading.faults import Bad, likely
from wardline.front.duty.packs.shapes import Params

Cell = str | int | float | bool | date | datetime | time | None
Parser = Callable[[Cell], object]

DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?")
CLOCK = re.compile(r"(\d{1,2})[:\uff1a](\d{2})(?::\d{2})?")
PLACE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
EXACT = 10**15  # beyond it Excel keeps no more than 15 digits
FLAGS = {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "是": True,
    "否": False,
}


def text(cell: Cell) -> str:
    """The cell as it reads; a whole number without its “.0”."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if abs(cell) >= EXACT:
            raise Bad("number_too_long")
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    said = str(cell).strip()
    if said.startswith("#") and said.endswith(("!", "?", "#N/A")):
        raise Bad("formula_error", value=said)
    return said


def place(cell: Cell) -> str:
    """The code of a place: part of a path, so only a few characters."""
    return _code(cell, PLACE, "")


def code(cell: Cell) -> str:
    """The code of anything that is not a place."""
    return _code(cell, NAME, ", .")


def _code(cell: Cell, pattern: re.Pattern[str], more: str) -> str:
    value = text(cell)
    if not pattern.fullmatch(value):
        raise Bad("bad_code", value=value, more=more)
    return value


def day(cell: Cell) -> date:
    """A day, as 2020-02-22, 2020/2/22 or 2020年2月22日."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    value = text(cell)
    found = DAY.fullmatch(value)
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))  # type: ignore[index]
    except (TypeError, ValueError):
        raise Bad("bad_date", value=value) from None


def typed_day(cell: Cell) -> date:
    """A day in Excel: a real date, since text sorts and counts wrongly there."""
    if isinstance(cell, str):
        known = DAY.fullmatch(cell.strip())
        raise Bad("date_as_text" if known else "bad_date", value=cell.strip())
    return day(cell)


def clock(cell: Cell) -> time:
    """A time of day."""
    if isinstance(cell, time):
        return cell
    value = text(cell)
    found = CLOCK.fullmatch(value)
    try:
        return time(int(found[1]), int(found[2]))  # type: ignore[index]
    except (TypeError, ValueError):
        raise Bad("bad_time", value=value) from None


def moment(zone: ZoneInfo) -> Parser:
    """A day and a time of day, in the pack's zone."""

    def parse(cell: Cell) -> datetime:
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=zone)
        value = text(cell)
        parts = re.split(r"[T\s]+", value, maxsplit=1)
        try:
            on, at = day(parts[0]), clock(parts[1])
        except (Bad, IndexError):
            raise Bad("bad_moment", value=value) from None
        return datetime.combine(on, at, zone)

    return parse


def whole(low: int = 0, high: int = 10**9) -> Parser:
    """A whole number within bounds."""

    def parse(cell: Cell) -> int:
        value = number(low, high)(cell)
        if not re.fullmatch(r"-?\d+", str(value)):
            raise Bad("bad_number", value=value)
        return int(str(value))

    return parse


def number(low: int | float, high: int | float) -> Parser:
    """A number within bounds, kept as it was written."""

    def parse(cell: Cell) -> str:
        value = text(cell)
        try:
            size = Decimal(value)
        except InvalidOperation:
            raise Bad("bad_number", value=value) from None
        if not size.is_finite():
            raise Bad("bad_number", value=value)
        if not low <= size <= high:
            raise Bad("out_of_range", value=value, low=low, high=high)
        return value

    return parse


def choice(choices: Collection[str]) -> Parser:
    """One of a closed list."""

    def parse(cell: Cell) -> str:
        value = text(cell)
        if value not in choices:
            raise Bad("bad_choice", value=value, choices=", ".join(choices))
        return value

    return parse


def many(parse: Parser) -> Parser:
    """Several values with blanks between; `all` stands for an empty list."""

    def several(cell: Cell) -> tuple[object, ...]:
        value = text(cell)
        return () if value == "all" else tuple(parse(part) for part in value.split())

    return several


def params(cell: Cell) -> Params:
    """`name=value; name=value`, whole numbers and yes/no understood."""
    values: dict[str, int | str | bool] = {}
    for part in filter(str.strip, re.split("[;\uff1b]", text(cell))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (equals and name.isidentifier() and value) or name in values:
            raise Bad("bad_params", value=part.strip())
        values[name] = _plain(value)
    return MappingProxyType(values)


def _plain(value: str) -> int | str | bool:
    if value in FLAGS:
        return FLAGS[value]
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else value


def check_params(given: Params, wanted: Mapping[str, str], topic: str) -> None:
    """Hold parameters against what a topic or an event asks for."""
    names = {name.removesuffix("?"): kind for name, kind in wanted.items()}
    for name, value in given.items():
        if name not in names:
            raise Bad("unknown_param", value=name, topic=topic)
        try:
            KINDS[names[name]](value if isinstance(value, bool) else str(value))
        except Bad:
            kind = names[name]
            raise Bad("bad_param", value=value, name=name, kind=kind) from None
    for name in wanted:
        if not name.endswith("?") and name not in given:
            raise Bad("missing_param", value=name, topic=topic)


def topic(topics: Mapping[str, object]) -> Parser:
    """A topic of the closed list, with a hint when it is nearly one."""

    def parse(cell: Cell) -> str:
        value = text(cell)
        if value not in topics:
            raise Bad("unknown_topic", value=value, hint=likely(value, set(topics)))
        return value

    return parse


def flag(cell: Cell) -> bool:
    """Yes or no."""
    if isinstance(cell, bool):
        return cell
    return FLAGS[str(choice(FLAGS)(cell))]


KINDS: Mapping[str, Parser] = {
    "whole": whole(),
    "number": number(-(10**9), 10**9),
    "time": clock,
    "word": text,
    "flag": flag,
}


def text_or_blank(cell: Cell) -> str:
    """The cell as it reads; a number too long still counts as filled in."""
    try:
        return text(cell)
    except Bad:
        return str(cell)
