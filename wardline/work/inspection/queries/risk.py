"""What a draw is made from: every open home, its area, the points of its risk; and who
finds more than others in like homes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    F,
    FloatField,
    Max,
    Min,
    QuerySet,
    Sum,
    Value,
    When,
)

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places import queries as places
from wardline.base.places.models import Place
from wardline.core.correction import queries as correction
from wardline.core.correction import signs
from wardline.ground.methods.risk import Exposure, points
from wardline.work.inspection.models import Plan, Visit

if TYPE_CHECKING:
    from wardline.ground.methods.risk.rates import Rates, Seen

_SIGNS_FOR = timedelta(days=28)  # reports and warnings older than that tell nothing


def frame(viewer: Post, at: str) -> list[dict[str, Any]]:
    """Return every open home with its area and the points of its risk."""
    homes = list(places.institutions(viewer, at))
    areas = _areas(viewer, at)
    known = exposures(viewer, at, homes)
    return [
        {
            "institution": home.code,
            "area": next((a for a in areas if home.code.startswith(a)), at),
            "kind": home.kind_id,
            "points": points(known[home.code]),
        }
        for home in homes
    ]


def risks(viewer: Post, text: str = "") -> list[dict[str, Any]]:
    """Return the open homes by risk, the highest first: home, points, their total."""
    homes = places.institutions(viewer)
    for word in text.split():
        homes = homes.filter(places.named(word))
    known = exposures(viewer, viewer.place_id, homes)
    rows = [
        {
            "home": home,
            "points": (told := points(known[home.code])),
            "parts": [(code, number) for code, number in told.items() if number],
            "total": sum(told.values()),
        }
        for home in homes
    ]
    return sorted(rows, key=lambda row: -row["total"])


def exposures(viewer: Post, at: str, homes: Iterable[Place]) -> dict[str, Exposure]:
    """Return what is known of each home before a visit; who found it is taken out."""
    open_findings = correction.open_by_place(viewer, at)
    overdue = correction.tally(correction.overdue(viewer, at, clock.now()))
    told = signs.counted(viewer, at, clock.today() - _SIGNS_FOR)
    doubtful, warnings = told.get("doubtful", {}), told.get("outbreak", {})
    found, last, today = rates(viewer), last_visits(viewer), clock.today()
    return {
        home.code: Exposure(
            capacity=home.capacity or 0,
            days=(today - last[home.code]).days if home.code in last else None,
            rate=found.of("home", home.code),
            kind=found.of("kind", str(home.kind_id)),
            open_findings=open_findings.get(home.code, 0),
            overdue=overdue.get(home.code, 0),
            doubtful_reports=doubtful.get(home.code, 0),
            warnings=warnings.get(home.code, 0),
        )
        for home in homes
    }


def rates(viewer: Post) -> Rates:
    """Estimate what homes, kinds, teams and areas find, all together."""
    from wardline.ground.methods.risk import rates as method

    return method.fit(_seen(viewer))


def _seen(viewer: Post) -> list[Seen]:
    """Return every finished visit and the weight of what fell short on it."""
    from wardline.ground.methods.risk.rates import WEIGHTS, Seen

    weight = Case(
        *(
            When(
                observations__answer="short",
                observations__question__severity=severity,
                then=Value(weight),
            )
            for severity, weight in WEIGHTS.items()
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )
    rows = (
        Visit.objects.within(viewer.place_id)
        .filter(finished_at__isnull=False)
        .annotate(found=Sum(weight), kind=F("institution__kind_id"))
        .values_list(
            "institution_id", "kind", "team__leader_id", "finished_at", "found"
        )
    )
    areas, now = _areas(viewer, viewer.place_id), clock.now()
    return [
        Seen(
            home=home,
            kind=str(kind),
            team=str(leader),
            area=next((a for a in areas if home.startswith(a)), ""),
            days=max(0, (now - finished).days),
            found=found or 0.0,
        )
        for home, kind, leader, finished, found in rows
    ]


def fairness(viewer: Post) -> list[dict[str, Any]]:
    """Return how much each team finds in like homes against the mean, most first."""
    factors = rates(viewer).factors.get("team", {})
    leaders = Post.objects.filter(pk__in=map(int, factors)).select_related("user")
    rows = [{"leader": post, "factor": factors[str(post.pk)]} for post in leaders]
    return sorted(rows, key=lambda row: (-row["factor"].value, row["leader"].pk))


def last_visits(viewer: Post) -> dict[str, date]:
    """Return the day of each home's last visit."""
    rows = (
        Visit.objects.within(viewer.place_id)
        .filter(arrived_at__isnull=False)
        .values("institution")
        .annotate(last=Max("arrived_at"))
    )
    zone = places.zone()
    return {row["institution"]: _day(row["last"], zone) for row in rows}


def unseen(viewer: Post) -> Callable[[str], int]:
    """Return how to tell for how many days a home has not been visited.

    One that never was counts from the first plan: before it nobody owed it a visit.
    """
    last, today, zone = last_visits(viewer), clock.today(), places.zone()
    plans = Plan.objects.within(viewer.place_id)
    first = plans.aggregate(first=Min("committed_at"))["first"]
    begun = first.astimezone(zone).date() if first else today
    return lambda home: (today - last.get(home, begun)).days


def _day(moment: datetime, zone: Any) -> date:
    return moment.astimezone(zone).date()


def _areas(viewer: Post, at: str) -> list[str]:
    """Return the codes of the areas right below a place."""
    top = places.places(viewer).get(code=at)
    below = places.divisions(viewer, at).filter(depth=top.depth + 1)
    return list(below.values_list("code", flat=True))


def areas(viewer: Post) -> QuerySet[Place]:
    """Return the areas that a plan of the viewer's place can enter."""
    return places.divisions(viewer).filter(depth=viewer.place.depth + 1)
