"""What no single row can show: the tree of codes, orders in time, numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import stdnum

from wardline.front.duty.packs.reading.faults import Notebook, Where
from wardline.front.duty.packs.reading.tables import Row

Read = Mapping[str, Sequence[Row]]


def check_tree(read: Read, tiers: int, book: Notebook) -> None:
    """A child's code starts with its parent's; no neighbour's does."""
    divisions, institutions = read["divisions"], read["institutions"]
    roots = [row for row in divisions if not row.value.parent]
    if divisions and len(roots) != 1:
        where = Where(divisions[0].where.file, "", None, "parent")
        book.fault(where, "no_root", count=len(roots))
    children: dict[str, list[Row]] = defaultdict(list)
    for row, parent in _with_parents(divisions, institutions):
        children[parent].append(row)
        code, where = row.value.code, replace(row.where, column="code")
        if parent and not (code.startswith(parent) and code > parent):
            book.fault(where, "not_prefix", value=code, parent=parent)
    for siblings in children.values():
        _check_siblings(siblings, book)
    _check_depth(divisions, tiers, book)


def _with_parents(
    divisions: Iterable[Row], institutions: Iterable[Row]
) -> Iterable[tuple[Row, str]]:
    yield from ((row, row.value.parent) for row in divisions)
    yield from ((row, row.value.division) for row in institutions)


def _check_siblings(siblings: list[Row], book: Notebook) -> None:
    """In order of code, whoever starts with a code comes right after it."""
    ordered = sorted(siblings, key=lambda row: row.value.code)
    for one, next_ in pairwise(ordered):
        other, code = one.value.code, next_.value.code
        if code != other and code.startswith(other):
            where = replace(next_.where, column="code")
            book.fault(where, "sibling_prefix", value=code, other=other)


def _check_depth(divisions: Sequence[Row], tiers: int, book: Notebook) -> None:
    parents = {row.value.code: row.value.parent for row in divisions}
    for row in divisions:
        depth, code, seen = 1, row.value.code, set()
        while parents.get(code) and code not in seen:
            seen.add(code)
            code, depth = parents[code], depth + 1
        if depth >= tiers:
            where = replace(row.where, column="code")
            book.fault(where, "too_deep", value=row.value.code, count=tiers)


def check_orders(read: Read, book: Notebook) -> None:
    """What ends does not end before it begins."""
    pairs = {
        "measures": ("valid_from", "valid_to"),
        "campaigns": ("starts_on", "ends_on"),
        "members": ("from_on", "until_on"),
    }
    for name, (first, last) in pairs.items():
        for row in read.get(name, ()):
            since, until = getattr(row.value, first), getattr(row.value, last)
            if until and until < since:
                where = replace(row.where, column=last)
                book.fault(where, "wrong_order", later=until, earlier=since)


def check_numbers(rows: Iterable[Row], scheme: str, book: Notebook) -> None:
    """Every registration number passes the check digit of its register."""
    register = stdnum.get_cc_module(*scheme.split(".")) if scheme else None
    for row in rows if register else ():
        code = row.value.credit_code
        if code and not register.is_valid(code):
            where = replace(row.where, column="credit_code")
            book.fault(where, "bad_credit_code", value=code, register=scheme)
