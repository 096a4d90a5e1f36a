"""Found the authority, enter its divisions, open institutions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import queries as places
from wardline.base.places import scope
from wardline.base.places.models import Authority, InstitutionKind, Place, Tier
from wardline.base.ui.wording import refusal

Row = Mapping[str, Any]


def establish(
    *,
    by: Post | None = None,
    code: str,
    name_zh: str,
    name_en: str,
    zone: str,
    language: str,
    pack: str,
    note_zh: str = "",
    note_en: str = "",
    tiers: Sequence[Row] = (),
    kinds: Sequence[Row] = (),
) -> Authority:
    """Found the authority of an empty database, or bring its names up to date.

    This is the first deed: before it nobody holds a post, so the clock acts.
    """
    known = places.authority()
    if known is not None and known.place_id != code:
        raise refusal("offices.other_authority", pack=known.pack)
    with scope.entered(code):
        names = {"name_zh": name_zh, "name_en": name_en}
        Place.objects.update_or_create(code=code, defaults={"depth": 0, **names})
        made, _new = Authority.objects.update_or_create(
            place_id=code,
            defaults=names
            | {"zone": zone, "language": language, "pack": pack}
            | {"note_zh": note_zh, "note_en": note_en},
        )
        places.forget()
        with deed(by=by or _clock(code), verb=Verb.ESTABLISH, at=code) as note:
            _name_tiers_and_kinds(tiers, kinds)
            note(made, pack=pack, tiers=len(tiers), kinds=len(kinds))
    return made


def enter_divisions(*, by: Post, rows: Iterable[Row]) -> list[Place]:
    """Enter divisions (code, parent, name_zh, name_en), or correct their names."""
    with deed(by=by, verb=Verb.ENTER_DIVISIONS, at=by.place_id) as note:
        wanted = sorted(rows, key=lambda row: len(row["code"]))
        depths = dict(places.divisions(by).values_list("code", "depth"))
        made = []
        for row in wanted:
            depth = _depth(row, row["parent"], depths) if row["parent"] else 0
            depths[row["code"]] = depth
            columns = {name: row.get(name, "") for name in ("name_zh", "name_en")}
            made.append(_place(row["code"], row["parent"] or None, depth, columns))
        _keep_places(by, made, ["name_zh", "name_en"])
        note("places.place", rows=len(made))
    return made


def open_institutions(
    *, by: Post, at: str, rows: Iterable[Row], key: str | None = None
) -> list[Place]:
    """Open institutions at or below a place, or correct their particulars.

    Rows: code, division, kind, name_zh, name_en, credit_code, capacity, address,
    latitude, longitude.
    """
    with deed(by=by, verb=Verb.OPEN_INSTITUTIONS, at=at, key=key) as note:
        depths = dict(places.divisions(by, at).values_list("code", "depth"))
        made = []
        for row in rows:
            depth = _depth(row, row["division"], depths)
            columns = {name: row[name] for name in _PARTICULARS if name in row}
            columns["kind_id"] = row["kind"]
            made.append(_place(row["code"], row["division"], depth, columns))
        _keep_places(by, made, ["kind", *_PARTICULARS])
        note("places.place", rows=len(made), codes=[place.code for place in made][:20])
    return made


_PARTICULARS = (
    *("name_zh", "name_en", "credit_code", "capacity", "address"),
    *("latitude", "longitude"),
)


def _clock(code: str) -> Post:
    """Return the clock's post; it holds at all times, also those of a replay."""
    found, _new = Post.objects.get_or_create(
        place_id=code, role_code="clock", user=None, defaults={"from_on": date.min}
    )
    return found


def _name_tiers_and_kinds(tiers: Sequence[Row], kinds: Sequence[Row]) -> None:
    for depth, row in enumerate(tiers):
        Tier.objects.update_or_create(depth=depth, defaults=_names(row))
    for row in kinds:
        InstitutionKind.objects.update_or_create(code=row["code"], defaults=_names(row))


def _names(row: Row) -> dict[str, str]:
    return {name: row.get(name, "") for name in ("name_zh", "name_en")}


def _depth(row: Row, parent: str, depths: Mapping[str, int]) -> int:
    """Return how deep a place lies. Its code begins with its parent's: the path."""
    if parent not in depths:
        raise refusal("offices.no_parent", place=row["code"], parent=parent)
    if row["code"] in depths and "division" in row:
        raise refusal("offices.is_division", place=row["code"])
    if not row["code"].startswith(parent) or row["code"] == parent:
        raise refusal("offices.not_the_path", place=row["code"], parent=parent)
    return depths[parent] + 1


def _place(code: str, parent: str | None, depth: int, columns: Row) -> Place:
    place = Place(code=code, parent_id=parent, depth=depth, **columns)
    place.clean_fields(exclude=["parent", "kind"])
    return place


def _keep_places(by: Post, made: Sequence[Place], columns: Sequence[str]) -> None:
    known = dict(places.places(by).values_list("code", "parent_id"))
    _refuse_tangled(known | {place.code: place.parent_id for place in made})
    Place.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["code"], update_fields=columns
    )


def _refuse_tangled(parents: Mapping[str, str | None]) -> None:
    """Refuse a code that begins with one that is not above it: whoever answers for
    the shorter would see into the longer."""
    above: list[str] = []
    for code in sorted(parents):
        while above and not code.startswith(above[-1]):
            above.pop()
        if above and above[-1] != parents[code]:
            raise refusal("offices.tangled", place=code, other=above[-1])
        above.append(code)
