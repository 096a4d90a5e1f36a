"""Reads a pack from its folder: the whole of it, or every fault in one go."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import stdnum

from wardline.front.duty.packs import shapes
from wardline.front.duty.packs.reading import cells, checks, lists, norms, story
from wardline.front.duty.packs.reading.bulletins import read_bulletin
from wardline.front.duty.packs.reading.columns import Both, Column
from wardline.front.duty.packs.reading.faults import Bad, Notebook, Where
from wardline.front.duty.packs.reading.policies import read_policies
from wardline.front.duty.packs.reading.tables import Row, note_params, read_table
from wardline.front.duty.packs.reading.yamls import Group, Several, compose, take_group


class BrokenPack(Exception):
    """A pack that cannot be used; `faults` says where and why, all of it."""

    def __init__(self, faults: tuple[shapes.Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults in the pack")
        self.faults = faults


def zone(cell: cells.Cell) -> ZoneInfo:
    """A time zone by its name."""
    name = cells.text(cell)
    if name not in available_timezones():
        raise Bad("bad_zone", value=name)
    return ZoneInfo(name)


def register(cell: cells.Cell) -> str:
    """A number scheme that python-stdnum knows, as country.number."""
    country, _, number = cells.text(cell).partition(".")
    if not (number.isidentifier() and stdnum.get_cc_module(country, number)):
        raise Bad("bad_register", value=cells.text(cell))
    return f"{country}.{number}"


NAMED = Several(
    Group(shapes.Named, {"code": Column(cells.code), "name": Both()}),
)
LEVEL = {"level": Column(cells.whole(1, 9)), "name": Both()}
HEAD = Group(
    dict,
    {
        "code": Column(cells.code),
        "name": Both(),
        "language": Column(cells.code),
        "zone": Column(zone),
        "register": Column(register, need=False),
        "identity": Column(register, need=False),
        "invented": Both(),
        "tiers": NAMED,
        "kinds": NAMED,
        "levels": Several(Group(shapes.Level, LEVEL)),
        "schemes": replace(NAMED, need=False),
    },
)


def read(folder: Path) -> shapes.Pack:
    """Read a pack, or raise BrokenPack with every fault that it has."""
    book = Notebook()
    node = compose(folder / "pack.yaml", "pack.yaml", book)
    head = node and take_group(node, HEAD, Where("pack.yaml", "", 1), book)
    read = {t.stem: read_table(t, folder, book) for t in norms.TABLES}
    _know(head or {}, book)
    note_params(read["measures"], lists.TOPICS, "topic", book)
    if head:
        checks.check_tree(read, len(head["tiers"]), book)
        checks.check_numbers(read["institutions"], head["register"], book)
    zone_ = head["zone"] if head else ZoneInfo("UTC")
    policies = read_policies(folder, book)
    scenario = _read_scenario(folder, zone_, read, book)
    checks.check_orders(read, book)
    bulletin = read_bulletin(folder, book)
    book.resolve()
    if book.faults:
        raise BrokenPack(tuple(sorted(book.faults, key=_position)))
    rows = {f: tuple(r.value for r in read[s]) for s, f in norms.FIELDS.items()}
    return shapes.Pack(
        **head,
        **rows,
        policies=policies,
        bulletin=bulletin,
        scenario=scenario,
        fingerprint=fingerprint(folder),
        remarks=tuple(book.remarks),
    )


def fingerprint(folder: Path) -> str:
    """One SHA-256 over the names and the bytes of all files."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder)
        if name.suffix == ".pyc" or name.name.startswith((".", "~$")):
            continue
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{name.as_posix()}\n{content}\n".encode())
    return whole.hexdigest()


def _know(head: dict[str, Any], book: Notebook) -> None:
    """Gather what the columns of other tables may refer to."""
    known, unread = book.known, book.unread
    for name in ("kinds", "schemes", "levels"):
        named = head.get(name, ())
        known[name] = {str(getattr(n, "code", None) or n.level) for n in named}
        unread |= set() if head else {name}
    homes = known.get("institutions", set())
    known["places"] = known.get("divisions", set()) | homes
    known.setdefault("posts", set()).update(
        f"{home}.{role}" for home in homes for role in ("head", "duty")
    )
    if unread & {"divisions", "institutions"}:
        unread |= {"places", "posts"}


def _read_scenario(
    folder: Path, zone: ZoneInfo, read: dict[str, list[Row]], book: Notebook
) -> shapes.Scenario | None:
    path = folder / "scenario.yaml"
    if not path.exists():
        return None
    node = compose(path, path.name, book)
    where = Where(path.name, "", 1)
    head = node and take_group(node, story.scenario_group(zone), where, book)
    tables = story.scenario_tables(zone)
    for name, table in tables.items():
        read[name] = read_table(table, folder, book)
    note_params(read["events"], lists.EVENT_KINDS, "kind", book)
    if not head:
        return None
    for source in head.lists:
        file = (folder / source.file).resolve()
        if not (file.is_file() and file.is_relative_to(folder.resolve())):
            book.fault(Where(str(source.file)), "missing_file")
    rows = {name: tuple(r.value for r in read[name]) for name in tables}
    lists_ = tuple(replace(s, file=folder / s.file) for s in head.lists)
    return replace(head, lists=lists_, **rows)


def _position(fault: shapes.Fault) -> tuple[str, str, int, str]:
    return (fault.file, fault.sheet, fault.row or 0, fault.column)
