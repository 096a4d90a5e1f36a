"""Clearance policies: one YAML file each, in the clause form that the rules parse."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

from wardline.front.duty.packs.reading import sheets
from wardline.front.duty.packs.reading.faults import Notebook, Where
from wardline.front.duty.packs.reading.yamls import compose
from wardline.front.duty.packs.shapes import Policy


def read_policies(folder: Path, book: Notebook) -> tuple[Policy, ...]:
    """All policies in order of file name."""
    read = (
        _read(path, path.relative_to(folder).as_posix(), book)
        for path in sorted(folder.glob("policies/*.yaml"))
    )
    return tuple(policy for policy in read if policy)


def _read(path: Path, file: str, book: Notebook) -> Policy | None:
    if compose(path, file, book) is None:
        return None
    plain = yaml.safe_load(sheets.decode(path, file, book) or "")
    if not isinstance(plain, Mapping):
        book.fault(Where(file, "", 1), "not_a_mapping")
        return None
    return Policy(file, MappingProxyType(plain))
