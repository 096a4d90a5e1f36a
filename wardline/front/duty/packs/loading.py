"""Loads a pack through the same actions as the web: in one deed, or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.places import scope
from wardline.core.guidance import actions as guidance
from wardline.front.bulletins import actions as bulletins
from wardline.front.duty.packs import actions, rows
from wardline.front.duty.packs.rows import both
from wardline.front.duty.packs.shapes import Pack
from wardline.work.gate import actions as gate
from wardline.work.inspection import actions as inspection
from wardline.work.offices import actions as offices
from wardline.work.safetynet import actions as safetynet


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load brought in, by number."""

    places: int
    posts: int
    documents: int
    measures: int


def top(pack: Pack) -> str:
    """Return the code of the pack's top place."""
    return next(division.code for division in pack.divisions if not division.parent)


def load(pack: Pack, until: date | None = None) -> Loaded:
    """Load a pack; with ``until``, only the norms of that day and before.

    Everything is written, or nothing: the whole is one transaction under one deed.
    Loading again changes what the files changed and makes no duplicates.
    """
    with scope.entered(top(pack)):
        clock_post = _establish(pack)
        with actions.load(by=clock_post, pack=pack.code, fingerprint=pack.fingerprint):
            return _load_all(pack, clock_post, until)


def _load_all(pack: Pack, by: Post, until: date | None) -> Loaded:
    offices.enter_divisions(by=by, rows=rows.divisions(pack))
    offices.open_institutions(by=by, at=top(pack), rows=rows.institutions(pack))
    offices.appoint(by=by, at=top(pack), rows=list(rows.posts(pack)))
    load_norms(pack, by, None, until)
    gate.designate(by=by, at=top(pack), rows=rows.hospitals(pack))
    inspection.set_checklist(by=by, at=top(pack), rows=rows.checklist(pack))
    safetynet.set_standards(by=by, at=top(pack), rows=rows.standards(pack))
    safetynet.begin_campaigns(by=by, at=top(pack), rows=rows.campaigns(pack))
    if pack.bulletin:
        bulletins.keep_templates(by=by, at=top(pack), rows=[rows.bulletin(pack)])
    return Loaded(
        places=len(pack.divisions) + len(pack.institutions),
        posts=len(pack.posts) + 2 * len(pack.institutions),
        documents=len(pack.documents),
        measures=len(pack.measures),
    )


def load_norms(pack: Pack, by: Post, after: date | None, until: date | None) -> None:
    """Set what became known in a window of days: documents, measures, levels, holds,
    lessons."""

    def known(on: date) -> bool:
        return (after is None or on > after) and (until is None or on <= until)

    documents = [d for d in pack.documents if known(d.issued_on)]
    for at, group in _by_place(documents):
        guidance.keep_documents(
            by=by, at=at, rows=[rows.document(row) for row in group]
        )
    measures = [m for m in pack.measures if known(m.valid_from)]
    for at, group in _by_place(measures):
        guidance.set_measures(by=by, at=at, rows=[rows.measure(row) for row in group])
    for change in pack.level_changes:
        if known(change.from_on):
            guidance.set_level(
                by=by,
                at=change.place,
                level=change.level,
                from_on=change.from_on,
                document_code=change.document,
            )
    for hold in pack.holds:
        if known(hold.from_on):
            guidance.hold(
                by=by,
                at=hold.place,
                code=hold.code,
                from_on=hold.from_on,
                level_kept=hold.level_kept,
                document_code=hold.document,
            )
    _policies(pack, by, known)
    if lessons := [row for row in pack.lessons if known(row.learnt_on)]:
        guidance.keep_lessons(by=by, at=top(pack), rows=rows.lessons(lessons))


def _policies(pack: Pack, by: Post, known) -> None:
    plain = [p.plain for p in pack.policies if known(_day(p.plain["valid_from"]))]
    for at, group in groupby(sorted(plain, key=_at), key=_at):
        guidance.set_policies(
            by=by,
            at=at,
            rows=[{"content": each, "document": each["document"]} for each in group],
        )


def _at(plain: Any) -> str:
    return str(plain["place"])


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])


def _by_place(rows: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    ordered = sorted(rows, key=lambda row: row.place)
    for at, group in groupby(ordered, key=lambda row: row.place):
        yield at, list(group)


def _establish(pack: Pack) -> Post:
    name = next(d.name for d in pack.divisions if d.code == top(pack))
    offices.establish(
        code=top(pack),
        zone=str(pack.zone),
        language=pack.language,
        pack=pack.code,
        tiers=[both("name", tier.name) for tier in pack.tiers],
        kinds=[{"code": kind.code, **both("name", kind.name)} for kind in pack.kinds],
        **both("name", name),
        **both("note", pack.invented),
    )
    return accounts.clock_post()
