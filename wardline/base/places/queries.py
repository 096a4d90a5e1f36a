"""What may be seen of the tree."""

import json
import time
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from wardline.base.places import scope
from wardline.base.places.models import Authority, InstitutionKind, Place, Tier
from wardline.base.places.postgres import ask, record

# asked on every request and changed once in a lifetime: kept for half a minute
_KEPT_FOR = 30.0
_kept: dict[str, tuple[float, Authority | None]] = {}


def authority() -> Authority | None:
    """Return the authority of this database, or None while no pack is loaded."""
    name = connection.settings_dict["NAME"]
    kept = _kept.get(name)
    if kept and kept[1] and time.monotonic() - kept[0] < _KEPT_FOR:
        return kept[1]
    found = Authority.objects.first()
    _kept[name] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask the table again next time: a pack has been loaded."""
    _kept.clear()


def zone() -> ZoneInfo:
    """Return the authority's zone (UTC while there is none)."""
    known = authority()
    return ZoneInfo(known.zone if known else "UTC")


def own(code: str) -> Place:
    """Narrow the open transaction to a place and read it, without building a query:
    every request of a post below the highest does so."""
    scope.choose(code)
    found = ask("select to_jsonb(p) from places_place p where code = $1", code)
    if not found:
        raise Place.DoesNotExist(code)
    own: Place = record(Place, json.loads(found[0][0] or ""))
    return own


def root() -> str:
    """Return the code of the authority's top place ("" while there is none)."""
    known = authority()
    return known.place_id if known else ""


def under(code: str) -> Q:
    """Return the filter "this place or below" on ``Place`` itself."""
    return Q(code__gte=code, code__lt=code + "~")


def named(word: str, prefix: str = "") -> Q:
    """Match the places (or, at ``prefix``, the place of a row) that a word names: by a
    part of the name in either tongue, or by how the code begins."""
    return (
        Q(**{f"{prefix}name_zh__icontains": word})
        | Q(**{f"{prefix}name_en__icontains": word})
        | Q(**{f"{prefix}code__startswith": word})
    )


def places(viewer) -> QuerySet[Place]:
    """Return the viewer's place and everything below, in order of the code."""
    return Place.objects.filter(under(viewer.place_id)).order_by("code")


def institutions(viewer, at: str | None = None) -> QuerySet[Place]:
    """Return the open institutions at or below a place."""
    found = places(viewer).filter(kind__isnull=False, closed_on__isnull=True)
    return found.filter(under(at)) if at and at != viewer.place_id else found


def divisions(viewer, at: str | None = None) -> QuerySet[Place]:
    """Return the divisions (not institutions) at or below a place."""
    return places(viewer).filter(under(at or viewer.place_id), kind__isnull=True)


def path(code: str) -> list[Place]:
    """Return the place and its ancestors, top first."""
    wanted = [code[:length] for length in range(1, len(code) + 1)]
    return list(Place.objects.filter(code__in=wanted).order_by("depth"))


def tiers() -> list[Tier]:
    """Return the names of the levels, top first."""
    return list(Tier.objects.order_by("depth"))


def kinds() -> list[InstitutionKind]:
    """Return the kinds of institution."""
    return list(InstitutionKind.objects.order_by("code"))
