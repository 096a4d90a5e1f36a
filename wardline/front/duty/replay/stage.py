"""The stage: the pack, its people in their posts, its chances, and the agenda."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

from wardline.base.accounts.models import Post
from wardline.base.accounts.queries import clock_post
from wardline.base.places import clock, scope
from wardline.front.duty.packs import loading, rows
from wardline.front.duty.packs.shapes import Pack, Scenario

Deed = Callable[[], object]


@dataclass
class Stage:
    """What every scene needs. Chances are seeded by name: the order changes nothing."""

    pack: Pack
    scenario: Scenario
    posts: dict[str, Post]
    clock_post: Post
    # scenes leave here what later scenes ask for: people, lists, plans
    props: dict[str, Any] = field(default_factory=dict)
    _agenda: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _order: count = field(default_factory=count)

    @property
    def top(self) -> str:
        return loading.top(self.pack)

    def days(self) -> list[date]:
        """Return every day of the scenario."""
        length = (self.scenario.ends - self.scenario.starts).days
        return [self.scenario.starts + timedelta(days=n) for n in range(length + 1)]

    @property
    def chief(self) -> Post:
        """Return the first post of the authority."""
        return next(p for p in self.posts.values() if p.role_code == "authority")

    def in_story(self, home: str) -> bool:
        """Tell whether an institution lies in the county whose days are told whole."""
        return home.startswith(self.scenario.story)

    def moment(self, on: date, at: time | str) -> datetime:
        """Return a time of a day in the authority's zone."""
        at = time.fromisoformat(at) if isinstance(at, str) else at
        return datetime.combine(on, at, self.pack.zone)

    def chance(self, *names: object) -> random.Random:
        """Return a source of chances of its own for whatever is named."""
        return random.Random("|".join(map(str, (self.scenario.seed, *names))))

    def routine(self, name: str, default: int) -> int:
        """Return a number of the scenario's routine."""
        return int(self.scenario.routine.get(name, default))

    def once(self, name: str, on: date, count: Callable[[], Any]) -> Any:
        """Return what was counted for a day; count it the first time it is asked."""
        known = self.props.get(name)
        if known is None or known[0] != on:
            with scope.entered(self.top):
                known = (on, count())
            self.props[name] = known
        return known[1]

    def office(self, place: str) -> str:
        """Return the code of the post of the nearest office above a place."""
        offices = [
            (len(post.place_id), code)
            for code, post in self.posts.items()
            if post.role_code == "officer" and place.startswith(post.place_id)
        ]
        return max(offices)[1]

    def at(self, moment: datetime, deed: Deed) -> None:
        """Put a deed on the agenda; it opens its own transaction, as on the web."""
        heappush(self._agenda, (moment, next(self._order), deed))

    def scene_at(self, moment: datetime, scene: Deed) -> None:
        """Put on the agenda what reads before it acts: all in one transaction."""

        def act() -> None:
            with scope.entered(self.top):
                scene()

        self.at(moment, act)

    def play(self, until: datetime, said: Callable[[int, int], None]) -> int:
        """Do what is on the agenda, in order, each at its time; return how many."""
        done = 0
        while self._agenda and self._agenda[0][0] <= until:
            moment, _order, act = heappop(self._agenda)
            with clock.set_to(moment):
                act()
            done += 1
            said(done, done + len(self._agenda))
        return done


def set_up(pack: Pack) -> Stage:
    """Return the stage for a pack that has been loaded."""
    assert pack.scenario is not None
    with scope.entered(loading.top(pack)):
        by_user = {
            post.user.username: post
            for post in Post.objects.select_related("user", "place")
            if post.user
        }
        names = rows.usernames(pack)
        posts = {code: by_user[user] for code, user in names.items()}
        return Stage(pack, pack.scenario, posts, clock_post())
