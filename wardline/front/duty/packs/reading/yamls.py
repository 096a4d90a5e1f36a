"""Reads YAML by the same columns as tables, and knows the line of every fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from wardline.front.duty.packs.reading import sheets
from wardline.front.duty.packs.reading.columns import BAD, Both, Column
from wardline.front.duty.packs.reading.faults import Notebook, Where


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping with known keys."""

    shape: Any
    columns: Mapping[str, "Column | Both | Group | Several"]
    need: bool = True


@dataclass(frozen=True, slots=True)
class Several:
    """A list of such mappings."""

    group: Group
    need: bool = True


def compose(path: Path, file: str, book: Notebook) -> yaml.Node | None:
    """The document as nodes: values as written, so that 17:30 stays 17:30."""
    if not path.exists():
        book.fault(Where(file), "missing_file")
        return None
    written = sheets.decode(path, file, book)
    if written is None:
        return None
    try:
        return yaml.compose(written, Loader=yaml.SafeLoader) or yaml.ScalarNode("", "")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        book.fault(Where(file, "", line), "bad_yaml", why=error.problem)
    except yaml.YAMLError as error:
        book.fault(Where(file), "bad_yaml", why=str(error).splitlines()[0])
    return None


def take_group(node: yaml.Node, group: Group, where: Where, book: Notebook) -> Any:
    """One mapping as its shape, or nothing and the faults noted."""
    if not isinstance(node, yaml.MappingNode):
        return _wrong(where, "mapping", book)
    given = {str(key.value): value for key, value in node.value}
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}

    def at(key: str) -> Where:
        path = f"{where.column}.{key}" if where.column else key
        return replace(where, row=lines.get(key, where.row), column=path)

    wanted = [h for n, c in group.columns.items() for h in _keys(n, c)]
    for key in given.keys() - set(wanted):
        book.remark(at(key), "extra_column", name=key)
    values = {}
    for name, column in group.columns.items():
        if isinstance(column, Column | Both):
            keys = column.headers(name)
            record = {
                key: (_scalar(given.get(key), at(key), book), at(key)) for key in keys
            }
            values[name] = column.take(name, record, book)
        else:
            values[name] = _nested(given.get(name), column, at(name), book)
    return None if BAD in values.values() else group.shape(**values)


def _keys(name: str, column: Any) -> tuple[str, ...]:
    return column.headers(name) if isinstance(column, Column | Both) else (name,)


def _nested(
    node: yaml.Node | None, wanted: Group | Several, where: Where, book: Notebook
) -> Any:
    if node is None:
        if wanted.need:
            book.fault(where, "missing_key", name=where.column)
            return BAD
        return None if isinstance(wanted, Group) else ()
    if isinstance(wanted, Group):
        taken = take_group(node, wanted, where, book)
        return BAD if taken is None else taken
    if not isinstance(node, yaml.SequenceNode):
        _wrong(where, "list", book)
        return BAD
    taken = [
        take_group(
            item,
            wanted.group,
            replace(where, row=_line(item), column=f"{where.column}[{number}]"),
            book,
        )
        for number, item in enumerate(node.value, 1)
    ]
    return BAD if None in taken else tuple(taken)


def _scalar(node: yaml.Node | None, where: Where, book: Notebook) -> str | None:
    """A value as written; a flat list reads as words with blanks between."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return " ".join(str(item.value) for item in node.value)
    _wrong(where, "value", book)
    return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _wrong(where: Where, shape: str, book: Notebook) -> None:
    book.fault(where, f"not_a_{shape}")
