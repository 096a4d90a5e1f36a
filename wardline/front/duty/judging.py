"""Judges a table of cases: every row comes back, with what the rule says beside what
was expected, or with what is wrong in it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from wardline.base.ui import wording
from wardline.front.duty.packs.reading import sheets
from wardline.ground.rules.clearance import Decision
from wardline.ground.rules.clearance.rehearsal import RowError, read_row
from wardline.ground.rules.clearance.rehearsal.rows import NEEDED, NONE
from wardline.ground.verdict import Reason
from wardline.work.gate.words.clearances import sentence

# each new column stands behind this one, or at the end
PLACES = {
    "got_status": "expected_status",
    "got_earliest": "expected_earliest",
    "got_reasons": "",
    "agrees": "",
    "error": "",
}
# a case with a long history is a long cell
LONGEST = 10_000_000


class Unusable(ValueError):
    """A table of which no row can be judged, and why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row, judged or not: its number in the sheet, its cells, what was found."""

    number: int
    name: str
    cells: dict[str, str]
    state: str  # agrees, differs, judged (nothing expected), bad, empty
    faults: tuple[Reason, ...] = ()

    def said(self) -> Iterator[str]:
        """Say each fault with its place."""
        for fault in self.faults:
            yield str(
                wording.say(
                    "row.at",
                    row=self.number,
                    name=self.name or "–",
                    column=fault.args.get("column", "–"),
                    what=say(fault),
                )
            )


@dataclass(frozen=True, slots=True)
class Judged:
    """A whole table, judged."""

    header: list[str]
    lines: list[Line]

    def counts(self) -> Counter[str]:
        """Count the rows by what came of them."""
        return Counter(line.state for line in self.lines)

    def as_csv(self) -> str:
        """Write the table back, every row and every column."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.header)
        for line in self.lines:
            extra = [cell for name, cell in line.cells.items() if name.startswith("\0")]
            row = [line.cells.get(name, "") for name in self.header]
            writer.writerow(row + extra)
        return out.getvalue()


def judge(text: str, zone: tzinfo) -> Judged:
    """Judge a table of cases in CSV; raise Unusable if it is none."""
    limit = csv.field_size_limit(LONGEST)
    try:
        header, *rows = sheets.table(text)
    except (ValueError, csv.Error) as error:
        raise Unusable("judge.no_table") from error
    finally:  # the limit is the whole program's: others read by their own
        csv.field_size_limit(limit)
    header = [name.strip() for name in header]
    if missing := [name for name in NEEDED if name not in header]:
        raise Unusable("judge.no_columns", ", ".join(missing))
    if twice := [name for name, count in Counter(header).items() if count > 1]:
        raise Unusable("judge.column_twice", ", ".join(twice))
    lines = [_line(n, header, row, zone) for n, row in enumerate(rows, start=2)]
    return Judged(_with_places(header), lines)


def say(fault: Reason) -> str:
    """Say a fault; one of a policy is said inside it."""
    args = {
        name: say(value) if isinstance(value, Reason) else value
        for name, value in fault.args.items()
    }
    return str(wording.say(fault.code, **args))


def _with_places(header: list[str]) -> list[str]:
    found = list(header)
    for name, before in PLACES.items():
        if name not in found:
            at = found.index(before) + 1 if before in found else len(found)
            found.insert(at, name)
    return found


def _line(number: int, header: list[str], row: list[str], zone: tzinfo) -> Line:
    cells = dict(zip(header, row, strict=False))
    name = cells.get("case_id", "")
    if not any(cell.strip() for cell in row):
        return Line(number, name, cells, "empty")
    extra = row[len(header) :]
    if any(cell.strip() for cell in extra):
        # what stands beyond the last column comes back too
        cells |= {f"\0{n}": cell for n, cell in enumerate(extra)}
        fault = Reason("row.too_long", {"column": header[-1], "got": len(row)})
        return _bad(number, name, cells, (fault,))
    try:
        case = read_row(cells, zone)
        decision = case.judged()
    except RowError as error:
        return _bad(number, name, cells, error.faults)
    except (ValueError, OverflowError) as error:
        fault = Reason("row.impossible", {"why": str(error)})
        return _bad(number, name, cells, (fault,))
    unlike = tuple(case.disagreements(decision))
    state = "judged"
    if case.expects:
        state = "differs" if unlike else "agrees"
    return Line(number, name, cells | _told(decision, state), state, unlike)


def _told(decision: Decision, state: str) -> dict[str, str]:
    return {
        "got_status": decision.status.name,
        "got_earliest": decision.earliest.isoformat() if decision.earliest else NONE,
        "got_reasons": sentence(decision),
        "agrees": {"agrees": "yes", "differs": "no"}.get(state, ""),
        "error": "",
    }


def _bad(
    number: int, name: str, cells: dict[str, str], faults: tuple[Reason, ...]
) -> Line:
    told = " | ".join(
        f"{fault.args.get('column', '–')}: {say(fault)}" for fault in faults
    )
    empty: dict[str, Any] = dict.fromkeys(PLACES, "")
    return Line(number, name, cells | empty | {"error": told}, "bad", faults)
