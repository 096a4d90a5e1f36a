"""Whose shares open a wave, on which days, and which homes must be seen."""

from datetime import date, timedelta

import pytest

from tests.factories.refusals import refused
from tests.factories.world import moment, world
from tests.work.inspection.scene import (
    COMMITTED,
    DEPARTURES,
    committed,
    opened,
    scene,
)
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        yield scene(world())


def test_withheld_share_is_named_for_ever_and_a_stand_in_gives_theirs(s):
    plan = committed(s)
    one, stand_in = s.custodians[1], s.custodians[2]
    with clock.set_to(DEPARTURES[0]):
        told = {"by": stand_in, "plan": plan, "n": 1, "share": s.share(stand_in, 1)}
        assert refused(actions.release_share, **told) == "inspection.not_asked"
    wave = opened(s, plan, 1, withheld=[one])
    names = [queries.custodian_name(post) for post in (s.custodians[0], stand_in)]
    assert sorted(wave.publication["shares"]) == sorted(names)
    assert wave.publication["withheld"] == [queries.custodian_name(one)]
    with scope.entered("T"):
        entry = Entry.objects.get(verb="open_wave")
        (notice,) = notices(stand_in, "share.asked")
        assert queries.publications(s.w.authority, plan)[0]["faults"] == []
    assert entry.detail["withheld"] == 1
    assert notice.args["n"] == 1


def notices(post, code):
    return list(Notice.objects.filter(post=post, code=code))


def test_withheld_share_is_recorded_once_after_patience_and_never_released(s):
    plan = committed(s)
    one = s.custodians[1]
    told = {"by": s.w.authority, "plan": plan, "n": 1, "custodian": one}
    late = {"by": one, "plan": plan, "n": 1, "share": s.share(one, 1)}
    assert refused(actions.record_withheld, **told) == "inspection.too_early"
    with clock.set_to(DEPARTURES[0]):
        assert refused(actions.record_withheld, **told) == "inspection.wait_for_share"
        code = refused(actions.open_wave, by=s.w.authority, plan=plan, n=1)
        assert code == "inspection.share_missing"
    with clock.set_to(DEPARTURES[0] + timedelta(minutes=15)):
        stand_in = told | {"custodian": s.custodians[2]}
        assert refused(actions.record_withheld, **stand_in) == "inspection.not_asked"
        with pytest.raises(NotAllowed):
            actions.record_withheld(**told | {"by": s.inspectors[0]})
        actions.record_withheld(**told)
        assert refused(actions.record_withheld, **told) == "inspection.withheld_already"
        assert refused(actions.release_share, **late) == "inspection.withheld_already"
        actions.record_withheld(**told | {"custodian": s.custodians[2]})
        code = refused(actions.open_wave, by=s.w.authority, plan=plan, n=1)
        assert code == "draw.too_few_shares"


def test_single_office_draws_with_one_seed_and_says_it_is_weaker(s):
    plan = committed(s, custodians=s.custodians[:1])
    wave = opened(s, plan, 1)
    assert waves.verify(wave.publication) == []
    with scope.entered("T"):
        assert queries.public_draw("feb")["weaker"]


def test_days_are_drawn_and_all_waves_go(s):
    plan = committed(s, waves=None, n_waves=2, to_on=date(2020, 3, 3), n_sites=2)
    assert len(plan.departures) == 6
    assert plan.outline["go"] == 333_333
    went = []
    with scope.entered("T"):
        while (n := queries.next_wave(plan)) is not None:
            went.append(bool(opened(s, plan, n).publication["visits"]))
        assert sum(went) == 2 and went[-1]
        assert Visit.objects.count() == 2
        assert waves.campaign.verify(queries.campaign(plan)) == []
    told = {"by": s.w.authority, "plan": plan, "n": len(went) + 1}
    assert refused(actions.open_wave, **told) == "inspection.wave_opened"


def test_home_that_must_be_seen_is_certain_and_its_area_entered(s):
    committed(s)
    half = {"within_days": 60, "code": "half"}
    with clock.set_to(moment("2020-03-26 18:00")), scope.entered("T"):
        assert queries.unseen(s.w.authority)("T101-1") == 30
        due = {"within_days": 30, "code": "due", "must_include": ()}
        plan = committed_in_march(s, **due)
        assert plan.outline["fixed"] == ["T1", "T2"]
        risen = committed_in_march(s, **half)
        assert risen.outline["fixed"] == []
    small = [f for f in risen.frames if f["size"] == 1 and f["stratum"] == "T2"]
    assert small and all(k > 400_000 for _home, k in small[0]["inclusions"])


def committed_in_march(s, **more):
    days = [moment(f"2020-03-{day} 06:30") for day in (27, 28)]
    sites = [
        {"departs_at": day, "sites": n} for day, n in zip(days, (2, 1), strict=True)
    ]
    return actions.commit_plan(
        by=s.w.authority,
        at="T",
        title_zh="",
        title_en="March",
        from_on=date(2020, 3, 27),
        to_on=date(2020, 3, 28),
        teams=[{"leader": s.inspectors[0]}],
        n_sites=3,
        n_strata=2,
        waves=sites,
        **more,
    )
