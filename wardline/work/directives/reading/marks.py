"""Keeps every change marked: a draft remembers what each part of it used to be,
so that the original can be rebuilt and shown beside the cleaned text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .shapes import Change, Edit, Kind, Reading

STRETCH = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft: as it was, as it is, and why the two differ."""

    before: str
    after: str
    kind: Kind | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch to show: kept, removed, replaced or added."""

    state: str
    before: str
    after: str
    change: Change | None = None


class Draft:
    """A text under repair."""

    def __init__(self, original: str) -> None:
        self.text = original
        # short stretches, so that cutting one never copies a whole document
        cuts = range(0, len(original), STRETCH)
        parts = [original[at : at + STRETCH] for at in cuts]
        self._pieces = [Piece(part, part) for part in parts]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make the edits, which are sorted and do not overlap."""
        rest = self._pieces[::-1]
        done: list[Piece] = []
        at = 0
        for edit in edits:
            done += _take(rest, edit.start - at)
            while rest and not rest[-1].after:  # already removed: a change of its own
                done.append(rest.pop())
            under = _take(rest, edit.end - edit.start)
            before = "".join(piece.before for piece in under)
            done.append(Piece(before, edit.after, edit.kind, edit.why))
            at = edit.end
        done.extend(reversed(rest))
        self._pieces = done
        self.text = "".join(piece.after for piece in done)

    def changes(self) -> tuple[Change, ...]:
        """List what differs from the original, by place in the original."""
        found = []
        at = 0
        for piece in self._pieces:
            end = at + len(piece.before)
            if piece.kind and piece.before != piece.after:
                found.append(
                    Change(piece.kind, at, end, piece.before, piece.after, piece.why)
                )
            at = end
        return tuple(found)


def _split(piece: Piece, cut: int) -> tuple[Piece, Piece]:
    """Cut a piece by what it now is; what it was stays with the first part."""
    head, tail = piece.after[:cut], piece.after[cut:]
    if piece.kind is None:
        return Piece(head, head), Piece(tail, tail)
    return (
        Piece(piece.before, head, piece.kind, piece.why),
        Piece("", tail, piece.kind, piece.why),
    )


def _take(rest: list[Piece], room: int) -> list[Piece]:
    """Take pieces that now hold `room` characters off the end of `rest`."""
    taken: list[Piece] = []
    while room > 0:
        piece = rest.pop()
        if len(piece.after) > room:
            piece, left = _split(piece, room)
            rest.append(left)
        taken.append(piece)
        room -= len(piece.after)
    return taken


def restore(text: str, changes: Iterable[Change]) -> str:
    """Rebuild the original text from the cleaned text and its changes."""
    parts: list[str] = []
    read = shift = 0
    for change in changes:
        at = change.start + shift
        parts += [text[read:at], change.before]
        read = at + len(change.after)
        shift += len(change.after) - len(change.before)
    return "".join([*parts, text[read:]])


def side_by_side(reading: Reading) -> Iterator[Segment]:
    """Yield the whole text, original and cleaned together, in segments."""
    at = 0
    for change in reading.changes:
        if at < change.start:
            same = reading.original_text[at : change.start]
            yield Segment("kept", same, same)
        state = "replaced" if change.before and change.after else "removed"
        if not change.before:
            state = "added"
        yield Segment(state, change.before, change.after, change)
        at = change.end
    if at < len(reading.original_text):
        same = reading.original_text[at:]
        yield Segment("kept", same, same)


def rows(reading: Reading) -> Iterator[tuple[Segment, ...]]:
    """Yield the segments of one line of the text at a time, for two columns."""
    row: list[Segment] = []
    for segment in side_by_side(reading):
        if segment.state != "kept":
            row.append(segment)
            if segment.before.endswith("\n"):
                yield tuple(row)
                row = []
            continue
        *lines, last = segment.before.split("\n")
        for line in lines:
            yield (*row, Segment("kept", line, line)) if line else tuple(row)
            row = []
        if last:
            row.append(Segment("kept", last, last))
    if row:
        yield tuple(row)
