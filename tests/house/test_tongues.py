"""Both languages are complete: every English sentence has its Chinese one."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2] / "wardline"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
CALLS |= {"pgettext", "pgettext_lazy"}


def rooms() -> list[Path]:
    found = {file.parents[3] for file in ROOT.glob("**/locale/*/LC_MESSAGES/django.po")}
    return sorted(found)


def constants(call: ast.Call) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in CALLS:
        return []
    position = 1 if name.startswith("pgettext") else 0
    argument = call.args[position] if len(call.args) > position else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    return []


def in_python(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {text for call in calls for text in constants(call)}


def in_template(file: Path) -> set[str]:
    source = templatize(file.read_text(encoding="utf-8"))
    found = set()
    for line in re.findall(r"(?:n?p?gettext|\b_)\((.+?)\)\s", source + " ", re.S):
        for quoted in re.findall(
            r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\"\"\".*?\"\"\")", line, re.S
        )[:1]:
            found.add(ast.literal_eval(quoted))
    return found


def messages(room: Path) -> set[str]:
    found: set[str] = set()
    for file in room.rglob("*.py"):
        if owner(file) == room:
            found |= in_python(file)
    for file in [*room.rglob("*.html"), *room.rglob("*.txt")]:
        if owner(file) == room:
            found |= in_template(file)
    return {text for text in found if text}


def owner(file: Path) -> Path | None:
    """Return the nearest room above a file that has a catalogue."""
    return next((p for p in file.parents if (p / "locale").is_dir()), None)


def catalogue(room: Path) -> dict[str, str]:
    file = room / "locale/zh_Hans/LC_MESSAGES/django.po"
    with file.open("rb") as stream:
        entries = read_po(stream, locale="zh_Hans")
    found = {}
    for entry in entries:
        if not entry.id or entry.fuzzy:
            continue
        key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        value = entry.string[0] if isinstance(entry.string, tuple) else entry.string
        found[key] = value
    return found


def test_every_file_with_words_has_a_catalogue():
    for file in ROOT.rglob("*.py"):
        if in_python(file):
            assert owner(file) is not None, file


@pytest.mark.parametrize("room", rooms(), ids=lambda r: r.name)
def test_every_sentence_has_its_chinese(room):
    known = catalogue(room)
    missing = sorted(text for text in messages(room) if not known.get(text))
    assert missing == []


@pytest.mark.parametrize("room", rooms(), ids=lambda r: r.name)
def test_no_chinese_sentence_is_left_over(room):
    assert sorted(set(catalogue(room)) - messages(room)) == []


@pytest.mark.parametrize("room", rooms(), ids=lambda r: r.name)
def test_placeholders_agree(room):
    holder = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
    for english, chinese in catalogue(room).items():
        assert set(holder.findall(english)) >= set(holder.findall(chinese)), english


def test_one_english_sentence_has_one_chinese_in_the_whole_house():
    """Django merges the catalogues: two readings of one sentence would race."""
    seen: dict[str, tuple[str, str]] = {}
    for room in rooms():
        for english, chinese in catalogue(room).items():
            first = seen.setdefault(english, (chinese, room.name))
            assert first[0] == chinese, f"{english!r}: {first} and {room.name}"
