"""The bulletin's template: a head in YAML, then prose in each language."""

import re
from dataclasses import replace
from pathlib import Path

import yaml

from wardline.front.duty.packs import shapes
from wardline.front.duty.packs.reading import sheets
from wardline.front.duty.packs.reading.columns import Both
from wardline.front.duty.packs.reading.faults import Notebook, Where
from wardline.front.duty.packs.reading.yamls import Group, take_group
from wardline.front.duty.packs.shapes import Bilingual

FILE = "bulletin.md"
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.S)
PART = re.compile(r"^<!-- (zh|en) -->$", re.M)
BRACES = re.compile(r"\{[^{}\n]*\}?")
FIGURE = re.compile(r"\{figure:([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
GROUP = Group(dict, {"title": Both(), "source": Both(), "breadcrumb": Both(False)})


def read_bulletin(folder: Path, book: Notebook) -> shapes.Bulletin | None:
    """The template, or nothing if there is none or it is at fault."""
    path = folder / FILE
    written = sheets.decode(path, FILE, book) if path.exists() else None
    if written is None:
        return None
    written = written.replace("\r\n", "\n")
    head = HEAD.match(written)
    if not head:
        book.fault(Where(FILE, "", 1), "missing_key", name="---")
        return None
    try:
        node = yaml.compose(head[1], Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        book.fault(Where(FILE, "", 1), "bad_yaml", why=str(error).splitlines()[0])
        return None
    named = take_group(node, GROUP, Where(FILE, "", 1), book)
    body, used = _parts(written, head.end(), book)
    if named is None or book.faults:
        return None
    return shapes.Bulletin(**named, body=body, figures=tuple(sorted(used)))


def _parts(written: str, start: int, book: Notebook) -> tuple[Bilingual, set[str]]:
    """The prose of each language and the figures that it names."""
    marks = [*PART.finditer(written, start)]
    ends = [mark.start() for mark in marks[1:]] + [len(written)]
    said, used = {}, {}
    for mark, end in zip(marks, ends, strict=False):
        said[mark[1]] = written[mark.end() : end].strip()
        used[mark[1]] = set(FIGURE.findall(written, mark.end(), end))
    for brace in BRACES.finditer(written, start):
        if not FIGURE.fullmatch(brace[0]):
            line = written.count("\n", 0, brace.start()) + 1
            book.fault(Where(FILE, "", line), "bad_placeholder", value=brace[0])
    if not said:
        book.fault(Where(FILE), "missing_key", name="<!-- zh -->")
    if len(used) == 2 and (apart := used["zh"] ^ used["en"]):
        where = replace(Where(FILE), column="figure")
        book.fault(where, "figures_differ", value=", ".join(sorted(apart)))
    return Bilingual(**said), set().union(*used.values())
