"""Who lives in, since when, and who must be cleared before a shift: read off stays,
crossings, isolations and signatures, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.places import clock
from wardline.base.places.models import Place
from wardline.base.places.queries import zone
from wardline.core.guidance import queries as guidance
from wardline.core.roster import queries as roster
from wardline.ground.rules import shifts as rule
from wardline.work.gate.models import Release
from wardline.work.gate.queries.closures import closures_over

LIVE_IN = "closure.live_in"


@dataclass(frozen=True, slots=True)
class Standing:
    """One worker: on shift or not, what the register says, what comes next."""

    person: Any
    shift: Any  # the open one, also where a night outside has ended it
    isolated: bool
    outside: bool
    # the latest isolation ended by a signature (None: there was none)
    released: bool | None
    # nights outside since the shift began, and since the latest clearance
    nights: tuple[date, ...]
    uncleared: tuple[date, ...]
    days: int
    today: date

    @property
    def on_shift(self) -> bool:
        """The shift goes on: nobody has ended it, and no night was spent outside."""
        return self.shift is not None and not self.nights

    @property
    def begun_on(self) -> date | None:
        """The day on which the open shift began."""
        return self.shift and self.shift.from_at.astimezone(zone()).date()

    @property
    def day(self) -> int:
        """Which day of the shift this is."""
        return rule.day_of(self.begun_on, self.today) if self.begun_on else 0

    @property
    def relief_on(self) -> date | None:
        """The day on which the relief is due."""
        return self.begun_on and rule.relief_on(self.begun_on, self.days)

    @property
    def state(self) -> str:
        """Name what a page says of the worker."""
        if self.isolated:
            return "isolated"
        if self.on_shift:
            due = self.relief_on is not None and self.relief_on <= self.today
            return "relief_due" if due else "on_shift"
        if self.uncleared:
            return "slept_outside"
        if self.released is False:
            return "not_released"
        return "outside" if self.outside else "ready"

    @property
    def telling(self) -> bool:
        """There is something to say of the worker's shift."""
        return self.state not in ("ready", "outside")

    @property
    def may_begin(self) -> bool:
        """Nothing stands against beginning a shift."""
        return self.state == "ready"


def standings(
    viewer: Post, place: Place, people: Iterable[Any] | None = None
) -> list[Standing]:
    """Judge the workers of a house, or some of them, by what is on record now."""
    workers = list(
        roster.staying(viewer, place.code).filter(kind="worker")
        if people is None
        else people
    )
    term = guidance.parameter(viewer, place, clock.today(), LIVE_IN, "days", rule.DAYS)
    facts = _Facts(viewer, workers, live_in_since(viewer, place))
    return [facts.standing(worker, int(term)) for worker in workers]


def standing(viewer: Post, place: Place, person: Any) -> Standing:
    """Judge one worker."""
    return standings(viewer, place, [person])[0]


def slept_outside(viewer: Post, place: Place, person: Any) -> date | None:
    """Return the first night outside since the latest clearance, for whom it counts:
    where a measure says that staff live in, or on a shift that does."""
    return next(iter(standing(viewer, place, person).uncleared), None)


def live_in_since(viewer: Post, place: Place) -> datetime | None:
    """Return since when staff live in here: the measure binds and the house is closed;
    None where no measure asks it."""
    bound = guidance.binding(viewer, place, clock.today())
    asked = [b.measure.valid_from for b in bound if b.measure.topic == LIVE_IN]
    if not asked:
        return None
    shut = [closure.from_on for closure in closures_over(viewer, place.code)]
    return roster.day(max([min(asked), *shut]))[0]


class _Facts:
    """The facts about some workers, read once."""

    def __init__(
        self, viewer: Post, workers: list[Any], live_in: datetime | None
    ) -> None:
        self.live_in, self.now = live_in, clock.now()
        self.shifts = roster.open_shifts(viewer, workers)
        begun = [shift.from_at for shift in self.shifts.values()]
        since = min([*begun, *([live_in] if live_in else [])], default=self.now)
        self.crossed = roster.crossed(viewer, workers, since)
        self.spans = roster.isolated(viewer, workers)
        self.here = roster.here_from(viewer, workers)
        signed = Release.objects.within(viewer.place_id).filter(person__in=workers)
        self.releases: dict[int, list[Any]] = {}
        for each in signed.select_related("isolation").order_by("signed_at"):
            self.releases.setdefault(each.person_id, []).append(each)

    def standing(self, worker: Any, days: int) -> Standing:
        shift = self.shifts.get(worker.pk)
        spans = self.spans.get(worker.pk, [])
        crossed = self.crossed.get(worker.pk, [])
        signed = self.releases.get(worker.pk, [])
        last = signed[-1].signed_at if signed else None
        since = self.live_in or (shift and shift.from_at)
        begins = max(filter(None, [since, last])) if since else None
        return Standing(
            person=worker,
            shift=shift,
            isolated=any(span.to_at is None for span in spans),
            outside=bool(crossed) and not crossed[-1].inwards,
            released=self._released(spans, signed),
            nights=self._nights(worker, shift and shift.from_at),
            uncleared=self._nights(worker, begins),
            days=days,
            today=clock.today(),
        )

    def _nights(self, worker: Any, since: datetime | None) -> tuple[date, ...]:
        if since is None:
            return ()
        return rule.nights_outside(
            self.crossed.get(worker.pk, []),
            since,
            self.now,
            zone(),
            here_from=self.here.get(worker.pk),
            isolated=self.spans.get(worker.pk, []),
        )

    @staticmethod
    def _released(spans: list[rule.Span], signed: list[Any]) -> bool | None:
        ended = [span for span in spans if span.to_at is not None]
        if not ended:
            return None
        return any(r.isolation.from_at == ended[-1].from_at for r in signed)
