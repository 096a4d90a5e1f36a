"""What a clearance must mean, said again the slow way: each demand of a policy looked
for in the facts themselves, by nobody who knows how the rule does it."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

from wardline.ground.rules.clearance import (
    Breach,
    CaseState,
    CaseStatus,
    Count,
    Exposure,
    Fact,
    Isolated,
    LabTest,
    Moved,
    Policy,
    Presence,
    Result,
    Signed,
    Symptoms,
)
from wardline.ground.rules.clearance.clauses import (
    ClockStart,
    Duration,
    Effect,
    Isolation,
    NegativeTest,
    Reset,
    SignOff,
    SymptomFree,
    SymptomLog,
)

HOUR = timedelta(hours=1)


class Truth:
    """One history under one policy at one moment, looked at plainly."""

    def __init__(
        self, policy: Policy, facts: tuple[Fact, ...], at: datetime, zone: ZoneInfo
    ) -> None:
        self.policy, self.at, self.zone = policy, at, zone
        known = [f for f in facts if f.recorded_at <= at]
        gone = {f.supersedes for f in known}
        self.facts = [f for f in known if f.id not in gone and f.occurred_at <= at]
        self.kinds: dict[type, list[Fact]] = {}
        for fact in self.facts:
            self.kinds.setdefault(type(fact), []).append(fact)
        self.asked = policy.one(Duration)
        assert self.asked is not None

    def of(self, *kinds):
        """Return the facts of one kind, or of several."""
        return [f for kind in kinds for f in self.kinds.get(kind, ())]

    def end(self, fact) -> datetime:
        """Return when something ended, or now."""
        return self.at if fact.ended_at is None else min(fact.ended_at, self.at)

    def day(self, moment: datetime):
        """Return the civil day of a moment."""
        return moment.astimezone(self.zone).date()

    def over(self, since: datetime, days: int, at: datetime) -> bool:
        """Tell whether so many days since a moment are over at another."""
        apart = (self.day(at) - self.day(since)).days
        if self.asked.count is Count.DAY0_END:
            return apart > days
        if self.asked.count is Count.DAY1_END:
            return apart >= days
        return at - since >= days * 24 * HOUR

    def alone_since(self) -> datetime | None:
        """Go back from now as long as one episode reaches into the next."""
        single = self.policy.one(Isolation).single_room
        fit = [f for f in self.of(Isolated) if f.alone or not single]
        spans = [(f.occurred_at, self.end(f), True) for f in fit]
        spans += [
            (f.occurred_at, self.end(f), False) for f in self.of(Moved) if f.alone
        ]
        reached, since = self.at, None
        while more := [s for s in spans if s[1] >= reached and s[0] < reached]:
            first = min(more, key=lambda span: (span[0], span[2]))
            reached = first[0]
            since = reached if first[2] else since
        bad = [f for f in self.of(Isolated) if single and not f.alone]
        bad += [f for f in self.of(Moved) if not f.alone]
        if since is None or any(
            f.ended_at is None or f.ended_at > self.at for f in bad
        ):
            return None
        return max([since, *(self.end(f) for f in bad)])

    def counted_from(self) -> datetime | None:
        """Return the latest of all that begins the count."""
        since = self.alone_since()
        if since is None:
            return None
        starts = [since]
        if self.asked.clock is ClockStart.LATER:
            starts += [self.end(f) for f in self.of(Exposure)]
        starts += [self.end(f) for f in self.breaches(Effect.RESTART)]
        return max(starts)

    def breaches(self, effect: Effect) -> list[Breach]:
        """Return the breaches to which the policy gives an effect."""
        kinds = {k for r in self.policy.all(Reset) if r.effect is effect for k in r.on}
        return [f for f in self.of(Breach) if f.kind in kinds]

    def extra(self, since: datetime) -> int:
        """Return the days lost or added after the count began."""
        lost = set()
        for breach in self.breaches(Effect.SUSPEND):
            if self.end(breach) > since:
                day = self.day(max(breach.occurred_at, since))
                while day <= self.day(self.end(breach)):
                    lost.add(day)
                    day += timedelta(days=1)
        late = [f for f in self.breaches(Effect.ADD_DAYS) if self.end(f) > since]
        added = max((r.days for r in self.policy.all(Reset)), default=0)
        return len(lost) + added * len(late)

    def holds(self) -> bool:
        """Tell whether every demand of the policy is met in the facts."""
        since = self.counted_from()
        if since is None or self.barred():
            return False
        days = self.asked.min_days + self.extra(since)
        if not self.over(since, days, self.at):
            return False
        return (
            all(self.free(c) for c in self.policy.all(SymptomFree))
            and all(self.logged(c) for c in self.policy.all(SymptomLog))
            and all(self.tested(c, since) for c in self.policy.all(NegativeTest))
            and all(self.signed(c, since, days) for c in self.policy.all(SignOff))
        )

    def barred(self) -> bool:
        """Tell whether a case, or what may be one, stands in the way."""
        bad = [f for f in self.of(CaseStatus) if f.state is CaseState.SUSPECTED]
        bad += [
            t for t in self.of(LabTest) if t.result is Result.POSITIVE and t.pool == 1
        ]
        ends = [f for f in self.of(CaseStatus) if f.state is not CaseState.SUSPECTED]
        if any(all(e.occurred_at <= b.occurred_at for e in ends) for b in bad):
            return True
        unclear = [t for t in self.of(LabTest) if t.result is Result.WEAK_POSITIVE]
        unclear += [
            t for t in self.of(LabTest) if t.result is Result.POSITIVE and t.pool > 1
        ]
        return any(not self.retested(test) for test in unclear)

    def retested(self, unclear: LabTest) -> bool:
        """Tell whether a test of this person alone said no afterwards."""
        return any(
            t.result is Result.NEGATIVE
            and t.pool == 1
            and t.assay == unclear.assay
            and t.occurred_at >= unclear.occurred_at
            for t in self.of(LabTest)
        )

    def first_in(self) -> datetime:
        """Return when the first isolation began."""
        return min(f.occurred_at for f in self.of(Isolated))

    def looks(self, since: datetime) -> list[Symptoms]:
        """Return the looks that show something."""
        return [
            f
            for f in self.of(Symptoms)
            if f.occurred_at >= since
            and (f.presence is Presence.PRESENT or not f.antipyretic)
        ]

    def free(self, clause: SymptomFree) -> bool:
        """Tell whether there were looks, and no symptom in the last days."""
        looks = self.looks(self.first_in())
        bad = [f for f in looks if f.presence is Presence.PRESENT]
        return bool(looks) and all(
            self.over(f.occurred_at, clause.last_days, self.at) for f in bad
        )

    def logged(self, clause: SymptomLog) -> bool:
        """Tell whether there was no hole in the log that still matters."""
        began = max(s for s in [self.began()] if s is not None)
        times = sorted(f.occurred_at for f in self.looks(began))
        holes = []
        day, today = self.day(began) + timedelta(days=1), self.day(self.at)
        looks = Counter(self.day(t) for t in times)
        while day < today:
            if looks[day] < clause.per_day:
                last = datetime(day.year, day.month, day.day, 23, 59, tzinfo=self.zone)
                holes.append(last)
            day += timedelta(days=1)
        marks = [began, *times, self.at]
        for before, after in pairwise(marks):
            if after - before > clause.max_gap_hours * HOUR:
                holes.append(before + clause.max_gap_hours * HOUR)
        return all(self.over(hole, clause.last_days, self.at) for hole in holes)

    def began(self) -> datetime | None:
        """Return since when the isolation runs in any form."""
        spans = [(f.occurred_at, self.end(f), True) for f in self.of(Isolated)]
        spans += [
            (f.occurred_at, self.end(f), False) for f in self.of(Moved) if f.alone
        ]
        reached, since = self.at, None
        while more := [s for s in spans if s[1] >= reached and s[0] < reached]:
            first = min(more, key=lambda span: (span[0], span[2]))
            reached, since = first[0], first[0] if first[2] else since
        return since

    def tested(self, clause: NegativeTest, since: datetime) -> bool:
        """Try every choice of so many tests."""
        begins = self.asked.count is Count.DAY1_END
        moved = since != self.alone_since() or since in [
            self.end(f) for f in [*self.of(Exposure), *self.breaches(Effect.RESTART)]
        ]
        moved = moved or any(
            self.end(f) == since and not f.alone for f in self.of(Isolated, Moved)
        )
        good = [
            t
            for t in self.of(LabTest)
            if t.result is Result.NEGATIVE
            and t.assay == clause.assay
            and t.specimen_timed
            and t.pool == 1
            and t.occurred_at >= self.at - clause.valid_hours * HOUR
            and (self.day(t.occurred_at) - self.day(since)).days + begins
            >= clause.from_day
            and (not moved or t.occurred_at >= since)
        ]
        return any(
            self.apart(chosen, clause) for chosen in combinations(good, clause.count)
        )

    def apart(self, chosen: tuple[LabTest, ...], clause: NegativeTest) -> bool:
        """Tell whether tests are far enough apart, and from other laboratories."""
        return all(
            abs(a.occurred_at - b.occurred_at) >= clause.min_spacing_hours * HOUR
            and (not clause.distinct_labs or a.laboratory != b.laboratory)
            for a, b in combinations(chosen, 2)
        )

    def signed(self, clause: SignOff, since: datetime, days: int) -> bool:
        """Tell whether each role signed when the days were over."""
        return all(
            any(
                f.role == role and self.over(since, days, f.occurred_at)
                for f in self.of(Signed)
            )
            for role in clause.roles
        )
