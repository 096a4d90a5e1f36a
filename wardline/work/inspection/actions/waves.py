"""The seed and the opening: chains, shares, and the waves that they draw."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.urls import reverse

from wardline.base.accounts import queries as accounts
from wardline.base.accounts.models import Post
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.notices import send
from wardline.base.places import clock
from wardline.base.ui.wording import refusal
from wardline.ground.methods import draw
from wardline.ground.methods import waves as rules
from wardline.work.inspection import guards, queries, revisits, versions
from wardline.work.inspection.models import (
    Chain,
    Plan,
    Share,
    Team,
    Visit,
    Wave,
    Withholding,
)

# how long a wave waits for a share before it may be said to be withheld
PATIENCE = timedelta(minutes=15)


def commit_chain(*, by: Post, plan: Plan, end: str, key: str | None = None) -> Chain:
    """Publish the end of one's hash chain, after the plan and before any wave."""
    with deed(by=by, verb=Verb.COMMIT_CHAIN, at=plan.place_id, key=key) as note:
        if queries.custodian_name(by) not in queries.people(plan):
            raise refusal("inspection.not_a_custodian")
        if Wave.objects.filter(plan=plan).exists():
            raise refusal("inspection.begun")
        if Chain.objects.filter(plan=plan, custodian=by).exists():
            raise refusal("inspection.chain_kept")
        if not _is_hash(end):
            raise refusal("inspection.not_a_hash")
        chain = Chain.objects.create(
            place_id=plan.place_id,
            plan=plan,
            custodian=by,
            end=end.lower(),
            committed_at=clock.now(),
        )
        note(chain, plan=plan.pk, end=chain.end)
    return chain


def release_share(
    *, by: Post, plan: Plan, n: int, share: str, key: str | None = None
) -> Share:
    """Release one's value for a wave, at its departure."""
    with deed(by=by, verb=Verb.RELEASE_SHARE, at=plan.place_id, key=key) as note:
        _locked(plan)
        guards.openable(plan, n)
        chain = Chain.objects.filter(plan=plan, custodian=by).first()
        if chain is None:
            raise refusal("inspection.no_chain")
        if chain.shares.filter(n=n).exists():
            raise refusal("inspection.share_released", n=n)
        name = queries.custodian_name(by)
        guards.seated(plan, n, name)
        if not draw.opens(name, chain.end, share.lower(), n):
            raise refusal("inspection.share_wrong", n=n)
        made = Share.objects.create(
            place_id=plan.place_id,
            chain=chain,
            n=n,
            value=share.lower(),
            released_at=clock.now(),
        )
        note(made, plan=plan.pk, n=n)
    return made


def record_withheld(
    *, by: Post, plan: Plan, n: int, custodian: Post, key: str | None = None
) -> Withholding:
    """Record in public that a share was withheld, and ask the next stand-in for theirs.

    Nothing is drawn again in silence: the withheld share can no more be released.
    """
    with deed(by=by, verb=Verb.RECORD_WITHHELD, at=plan.place_id, key=key) as note:
        plan = _locked(plan)
        guards.openable(plan, n)
        name = queries.custodian_name(custodian)
        guards.seated(plan, n, name)
        if name in queries.shares(plan, n):
            raise refusal("inspection.share_released_by_them", n=n)
        until = queries.departure(plan, n) + PATIENCE
        if (
            clock.now() < until
            and Chain.objects.filter(plan=plan, custodian=custodian).exists()
        ):
            raise refusal("inspection.wait_for_share", at=until)
        before = set(queries.seats(plan, n))
        made = Withholding.objects.create(
            place_id=plan.place_id,
            plan=plan,
            custodian=custodian,
            n=n,
            recorded_at=clock.now(),
            recorded_by=by,
        )
        asked = [int(name) for name in set(queries.seats(plan, n)) - before]
        url = reverse("inspection:plan", args=[plan.pk])
        posts = list(accounts.posts(by).filter(pk__in=asked))
        send.to(posts, "share.asked", url=url, plan=plan.code, n=n)
        note(made, plan=plan.pk, n=n, custodian=custodian.pk, asked=asked)
    return made


def open_wave(*, by: Post, plan: Plan, n: int, key: str | None = None) -> Wave:
    """Open a wave: check the shares, draw, and only now write down who is visited.

    The shares are those released by the custodians whose turn it is; whoever withheld
    theirs is named for ever. A day that is drawn to stay at home has no visit.
    """
    with deed(by=by, verb=Verb.OPEN_WAVE, at=plan.place_id, key=key) as note:
        plan = _locked(plan)
        guards.openable(plan, n)
        if by.role_code == "inspector":
            guards.refuse_stranger(plan, by)
        shares, ends = guards.complete(plan, n), queries.ends(plan)
        withheld = queries.withheld(plan, n)
        published = rules.open_wave(
            queries.outline(plan),
            queries.frames(plan),
            n,
            queries.entered(plan),
            ends,
            shares,
            withheld,
        )
        wave = Wave.objects.create(
            place_id=plan.place_id,
            plan=plan,
            n=n,
            opened_at=clock.now(),
            opened_by=by,
            publication=published,
        )
        _make_visits(wave)
        visits = len(published["visits"])
        note(wave, n=n, visits=visits, withheld=len(withheld))
    return wave


def _locked(plan: Plan) -> Plan:
    kept: Plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    return kept


def _is_hash(text: str) -> bool:
    return len(text) == 64 and set(text.lower()) <= set("0123456789abcdef")


def _make_visits(wave: Wave) -> None:
    """Write the visits and tell each team that its envelope is open."""
    teams = {team.code: team for team in Team.objects.filter(plan=wave.plan)}
    crews = {code: list(map(int, crew)) for code, crew in wave.publication["crews"]}
    routed = queries.routed(wave)
    made = [
        Visit(
            place_id=wave.place_id,
            wave=wave,
            team=teams[code],
            position=position,
            institution_id=home,
            crew_ids=crews.get(code, []),
        )
        for position, (code, home) in enumerate(routed, start=1)
    ]
    Visit.objects.bulk_create(made)
    versions.keep_visit_forms(wave.opened_by, made)
    revisits.keep_drawn(wave.plan)
    numbers = Counter(visit.team_id for visit in made)
    for team in teams.values():
        if numbers[team.pk]:
            going = [*team.post_ids, *crews.get(team.code, ())]
            posts = accounts.posts(wave.opened_by).filter(pk__in=going)
            url = reverse("inspection:index")
            send.to(posts, "visit.envelope", url=url, number=numbers[team.pk])
