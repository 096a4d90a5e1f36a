"""Clearance policies: one YAML file each, in the clause form that the rules parse."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from wardline.front.duty.packs.reading import sheets
from wardline.front.duty.packs.reading.faults import Notebook, Where
from wardline.front.duty.packs.reading.yamls import compose
from wardline.front.duty.packs.shapes import Policy
from wardline.ground.rules.clearance import policy as rules
from wardline.ground.rules.clearance.reading import PolicyError


class Loader(yaml.SafeLoader):
    """Keeps days and moments as they are written, so that a policy is plain data."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_policies(folder: Path, book: Notebook) -> tuple[Policy, ...]:
    """All policies in order of file name."""
    read = (
        _read(path, path.relative_to(folder).as_posix(), book)
        for path in sorted(folder.glob("policies/*.yaml"))
    )
    return tuple(policy for policy in read if policy)


def _read(path: Path, file: str, book: Notebook) -> Policy | None:
    node = compose(path, file, book)
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        book.fault(Where(file, "", 1), "not_a_mapping")
        return None
    try:
        # a safe loader all the same: it only leaves timestamps unread
        plain = yaml.load(sheets.decode(path, file, book) or "", Loader=Loader)
    except yaml.YAMLError as error:
        book.fault(Where(file), "bad_yaml", why=str(error).splitlines()[0])
        return None
    _judge(plain, node, file, book)
    return Policy(file, MappingProxyType(plain))


def _judge(
    plain: Mapping[str, Any], node: yaml.Node, file: str, book: Notebook
) -> None:
    """Let the rules read it, and note the place and document on which it rests."""
    try:
        rules.Policy.from_plain(plain)
    except PolicyError as error:
        for fault in error.faults:
            args = dict(fault.args)
            at = str(args.pop("at"))
            why = " ".join([fault.code, *(f"{n}={v}" for n, v in args.items())])
            where = Where(file, "", _line(node, at.split(".")), at)
            book.fault(where, "bad_policy", why=why)
    for key, table in (("place", "places"), ("document", "documents")):
        where = Where(file, "", _line(node, [key]), key)
        book.mentions.append((table, str(plain.get(key, "")), where))


def _line(node: yaml.Node, path: list[str]) -> int:
    """The line of a key or of an item, as near as the path leads."""
    line = int(node.start_mark.line) + 1
    if path and isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == path[0]:
                return max(int(key.start_mark.line) + 1, _line(value, path[1:]))
    if path and isinstance(node, yaml.SequenceNode) and path[0].isdigit():
        number = int(path[0]) - 1
        return _line(node.value[number], path[1:])
    return line
