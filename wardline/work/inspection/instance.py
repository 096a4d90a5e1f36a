"""Reads an instance of an XForm: which form it is of, what was answered, which files
it speaks of. XML from outside names no entities and fetches nothing here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from xml.etree.ElementTree import Element

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

META = "meta"


class Broken(ValueError):
    """The bytes are no instance; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written about one question."""

    code: str
    answer: str
    note: str
    scope: str
    severity: str
    measure: str
    due_at: str
    answered_at: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What was seen of a repair that was closed: whether it holds."""

    finding: str
    holds: str
    note: str
    due_at: str
    answered_at: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance: its root, and the texts that every form has."""

    root: Element
    form_id: str
    version: str
    instance_id: str
    edits: str

    def text(self, path: str) -> str:
        """Return the text at ``a/b`` below the root, "" where there is none."""
        at: Element | None = self.root
        for step in path.split("/"):
            below = () if at is None else at
            at = next((c for c in below if _local(c) == step), None)
        return _text(at)

    @property
    def staff(self) -> list[tuple[str, str]]:
        """Return who was asked, and whether they knew."""
        asked = [each for each in self.root if _local(each) == "staff"]
        return [(_below(each, "name"), _below(each, "knows")) for each in asked]

    @property
    def again(self) -> list[Again]:
        """Return what was seen again of what was closed."""
        return [_again(each) for each in self.root if _local(each) == "again"]

    @property
    def answers(self) -> list[Answer]:
        """Return what was answered, wherever it stands below ``answers``."""
        return [_answer(each) for each in self._answered()]

    def _answered(self) -> Iterator[Element]:
        for top in self.root:
            if _local(top) == "answers":
                yield from (each for each in top.iter() if _below(each, "answer"))

    def lines(self) -> list[tuple[str, str]]:
        """Return every text with its path, in order."""
        return [(path, _text(e)) for path, e in _walk(self.root) if not len(e)]

    def files(self, paths: Collection[str]) -> list[str]:
        """Return the names of the files that stand at some paths, each once."""
        wanted = set(paths)
        found = [_text(each) for path, each in _walk(self.root) if path in wanted]
        return list(dict.fromkeys(name for name in found if name))


def read(content: bytes | str) -> Instance:
    """Read an instance. Raises Broken where it is no XML, or names no form or id."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Broken("intake.broken_xml") from None
    instance = Instance(
        root,
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        instance_id=_meta(root, "instanceID"),
        edits=_meta(root, "deprecatedID"),
    )
    if not instance.form_id:
        raise Broken("intake.no_form_named")
    if not instance.instance_id or len(instance.instance_id) > 100:
        raise Broken("intake.no_instance_id")
    return instance


def moment(text: str) -> datetime | None:
    """Read a moment; a day alone is its last minute, a time without zone is local."""
    try:
        day = parse_date(text) if len(text) == 10 else None
        last = day and datetime.combine(day, time(23, 59))
        found = last or parse_datetime(text)
    except ValueError:
        return None
    return make_aware(found) if found and is_naive(found) else found


def _meta(root: Element, name: str) -> str:
    for top in root:
        if _local(top) == META:
            return _below(top, name)
    return ""


def _answer(element: Element) -> Answer:
    return Answer(
        code=_local(element),
        answer=_below(element, "answer"),
        note=_below(element, "note"),
        scope=_below(element, "scope"),
        severity=_below(element, "severity"),
        measure=_below(element, "measure"),
        due_at=_below(element, "due_at"),
        answered_at=_below(element, "answered_at"),
        photos=_photos(element),
    )


def _again(element: Element) -> Again:
    return Again(
        finding=_below(element, "finding"),
        holds=_below(element, "holds"),
        note=_below(element, "note"),
        due_at=_below(element, "due_at"),
        answered_at=_below(element, "answered_at"),
        photos=_photos(element),
    )


def _photos(element: Element) -> tuple[str, ...]:
    return tuple(filter(None, (_text(c) for c in element if _local(c) == "photo")))


def _walk(element: Element, path: str = "") -> Iterator[tuple[str, Element]]:
    for child in element:
        here = f"{path}/{_local(child)}".lstrip("/")
        yield here, child
        yield from _walk(child, here)


def _below(element: Element, name: str) -> str:
    return _text(next((c for c in element if _local(c) == name), None))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
