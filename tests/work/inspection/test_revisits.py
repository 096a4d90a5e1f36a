"""What was closed is looked at again by visit: of homes drawn by the custodians, by
people who had no part in it; what they see counts for who verified it first."""

from datetime import timedelta

import pytest

from tests.factories.hands import Hands
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from tests.ground.draws import standalone
from tests.work.inspection.scene import COMMITTED, committed, opened, province, scene
from wardline.base.places import clock, scope
from wardline.core.correction import actions as correction
from wardline.core.correction import queries as repairs
from wardline.core.correction.models import LookBack
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
NOON = moment("2020-02-27 12:00")


@pytest.fixture
def s():
    with clock.set_to(COMMITTED - timedelta(days=3)):
        made = scene(world())
        province(3, 4)
        for home in ("T9011-1", "T9011-2", "T9011-3", "T9021-1", "T9021-2", "T9021-3"):
            close(made, home)
    return made


def close(s, home, severity=2):
    """Let the first team find and mend something, and the authority verify it."""
    finder, mender = s.inspectors[:2]
    told = {"source": "inspection", "fact": f"No list at {home}.", "severity": severity}
    finding = correction.open_finding(by=finder, at=home, **told)
    correction.report_done(by=mender, finding=finding, text="Hung up.")
    correction.verify(by=s.w.authority, finding=finding, holds=True)
    return finding


def drawn(s, plan):
    with scope.entered("T"):
        lookback = repairs.lookback_by_visits(plan.frame_hash)
        found = repairs.findings(s.w.authority).filter(pk__in=lookback.drawn)
        return lookback, list(found)


def visits(s):
    with scope.entered("T"):
        return list(queries.visits(s.w.authority).order_by("id"))


def arrived(s, visit):
    actions.arrive(by=s.inspectors[2], visit=visit, arrived_at=NOON, let_in_at=NOON)
    return {"by": s.inspectors[2], "visit": visit}


def test_only_homes_with_closed_findings_are_drawn_and_by_their_weight(s):
    with clock.set_to(COMMITTED):
        grave = close(s, "T9011-1", severity=4)
    plan = committed(s, looks_back=True)
    homes = {home for frame in plan.frames for home, _k in frame["inclusions"]}
    assert homes == {f"T90{a}1-{h}" for a in (1, 2) for h in (1, 2, 3)}
    one = next(f for f in plan.frames if (f["stratum"], f["size"]) == ("T901", 1))
    chances = dict(one["inclusions"])
    assert chances["T9011-1"] > 3 * chances["T9011-2"]
    lookback, found = drawn(s, plan)
    assert str(grave.pk) in lookback.closed and len(lookback.closed) == 7
    # committed, and nothing of it drawn
    assert found == []


def test_visits_ask_for_what_was_closed_of_people_who_had_no_part(s):
    plan = committed(s, looks_back=True)
    opened(s, plan, 1)
    first, second = visits(s)
    _lookback, found = drawn(s, plan)
    assert {f.place_id for f in found} == {first.institution_id, second.institution_id}
    # the first team's leader found them all: the other team goes
    assert {visit.team.code for visit in (first, second)} == {"team-2"}
    with clock.set_to(NOON):
        by_home = {finding.place_id: finding for finding in found}
        one, other = by_home[first.institution_id], by_home[second.institution_id]
        early = {"by": s.inspectors[2], "visit": first, "finding": one, "holds": True}
        assert refused(actions.look_again, **early) == "inspection.not_arrived"
        told = arrived(s, first)
        assert refused(actions.look_again, finding=other, holds=True, **told) == (
            "correction.other_place"
        )
        stranger = told | {"by": s.inspectors[0]}
        assert refused(actions.look_again, finding=one, holds=True, **stranger) == (
            "inspection.other_team"
        )
        # on no other way than the visit
        told_there = {"by": s.inspectors[2], "finding": one, "holds": True}
        assert refused(correction.verify, **told_there) == (
            "correction.verified_already"
        )
        assert refused(actions.look_again, finding=one, holds=False, **told) == (
            "correction.say_what_is_wrong"
        )
        actions.look_again(finding=one, holds=False, note="It is gone.", **told)
        actions.look_again(finding=other, holds=True, **arrived(s, second))
        with scope.entered("T"):
            assert repairs.get(s.w.authority, one.pk).state == "reopened"
            assert repairs.get(s.w.authority, other.pk).state == "closed"
            every, verifier = repairs.outcomes(s.w.authority, "T", clock.now())
    assert (every.share.hits, every.share.seen) == (1, 2)
    assert verifier.post == s.w.authority
    with scope.entered("T"):
        proof = queries.campaign(plan)
    assert waves.campaign.verify(proof) == [] == standalone().verify(proof)


def test_reserve_brings_its_own_findings(s):
    plan = committed(s, looks_back=True)
    opened(s, plan, 1)
    visit = visits(s)[0]
    with clock.set_to(NOON):
        told = {"by": s.w.authority, "visit": visit, "reason": "closed"}
        made = actions.substitute(**told)
    _lookback, found = drawn(s, plan)
    homes = {finding.place_id for finding in found}
    assert made.reserve.institution_id in homes
    assert visit.institution_id not in homes and len(homes) == 2


def test_look_back_of_nothing_is_refused(s):
    with scope.entered("T"):
        ids = [str(f.pk) for f in repairs.never_looked_at(s.w.authority)]
    with clock.set_to(COMMITTED):
        correction.draw_lookback(by=s.w.authority, share=1, seed="4 1 6")
    assert len(ids) == 6
    assert refused(committed, s=s, looks_back=True) == "correction.nothing_closed"


def test_plan_whose_leaders_all_had_a_part_is_refused(s):
    alone = [{"leader": s.inspectors[0]}]
    code = refused(committed, s=s, looks_back=True, teams=alone)
    assert code == "inspection.nobody_free"


def test_pages_ask_and_show_it_and_other_teams_see_nothing(s):
    plan = committed(s, looks_back=True)
    opened(s, plan, 1)
    visit = visits(s)[0]
    with scope.entered("T"):
        (row,) = queries.to_see_again(s.inspectors[2], [visit])[visit.pk]
        assert repairs.lookback_tasks(s.inspectors[3]) == []
        (kept, _other) = queries.carried_along(s.inspectors[2])["visits"]
        assert [each["fact"] for each in kept["again"]] == [row["finding"].fact]
    with clock.set_to(NOON):
        arrived(s, visit)
    leader = Hands(s.inspectors[2], "en").at("2020-02-27 12:30")
    assert row["finding"].fact in leader.open("/inspection/").said
    leader.open(f"/inspection/visits/{visit.pk}/")
    leader.send(f"/again/{row['finding'].pk}", holds="no")
    assert "Write what does not hold" in leader.said
    leader.send(f"/again/{row['finding'].pk}", holds="yes", note="Hangs there.")
    assert "The repair holds" in leader.said and "Hangs there." in leader.said
    with scope.entered("T"):
        lookback = LookBack.objects.get()
    office = Hands(s.w.authority, "en").at("2020-02-27 13:00")
    assert "by visits" in office.open("/correction/look-back/").said
    office.open(f"/correction/look-back/{lookback.pk}/")
    assert plan.frame_hash in office.said and "Begun by" in office.said
    other = Hands(s.inspectors[3], "en").at("2020-02-27 13:00")
    assert "by visits" not in other.open("/correction/look-back/").said
