"""Reserves take a home's place with a reason; who has an interest keeps away; the
public sees the draw when its visits are over, and not a day before."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.hands import Hands
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from tests.ground.draws import standalone
from tests.work.inspection.scene import (
    COMMITTED,
    DEPARTURES,
    committed,
    opened,
    person,
    province,
    scene,
)
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Recusal, Visit

pytestmark = pytest.mark.django_db
NOON = "2020-02-27 12:00"


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        yield scene(world())


def wide(s, away=(), **more):
    """Commit a plan with more homes than it visits, so that reserves are left; some
    keep ``away`` from some of them: (who, homes)."""
    province(3, 6)
    for post, homes in away:
        for home in homes:
            told = {"post": post, "keeps_from": home, "reason": "A sister works there."}
            actions.enter_recusal(by=post, **told)
    with scope.entered("T"):
        rows = queries.frame(s.w.authority, "T")
    return committed(s, frame=[row for row in rows if row["area"] > "T9"], **more)


def of_wave(s, n=1):
    with scope.entered("T"):
        return list(queries.visits(s.w.authority).filter(wave__n=n))


def leader(s, visit):
    return next(post for post in s.inspectors if post.pk == visit.team.leader_id)


def finish(s, visits):
    """Let each team be let in and sign."""
    for visit in visits:
        at = visit.wave.opened_at
        told = {"by": leader(s, visit), "visit": visit}
        with clock.set_to(at + timedelta(hours=3)):
            now = clock.now()
            actions.arrive(arrived_at=now, let_in_at=now, **told)
            with scope.entered("T"):
                asked = queries.questions(told["by"], visit.institution)[0]
            actions.observe(
                question=asked, answer="short", fact="No.", note="Done.", **told
            )
            actions.finish_visit(headcount=9, signed_by_name="Li", **told)


# Substitution


def test_closed_home_is_replaced_by_the_next_reserve_with_its_reason(s):
    plan = wide(s)
    wave = opened(s, plan, 1)
    first, second = of_wave(s)
    spare = wave.publication["draws"][0]["reserves"]
    with clock.set_to(moment(NOON)):
        for visit in (first, second):
            told = {"by": leader(s, visit), "visit": visit}
            assert refused(actions.substitute, reason="rain", **told) == (
                "inspection.reason_unknown"
            )
            actions.substitute(reason="closed", note="Gate locked.", **told)
            assert refused(actions.substitute, reason="closed", **told) == (
                "inspection.replaced_already"
            )
        stranger = {"by": s.inspectors[0], "reason": "closed"}
        with scope.entered("T"):
            made = list(Visit.objects.filter(stands_in__isnull=False).order_by("id"))
            other = next(v for v in made if s.inspectors[0].pk not in v.team.post_ids)
        assert refused(actions.substitute, visit=other, **stranger) == (
            "inspection.other_team"
        )
        # the reserves of this area are used up: this one is replaced by none
        last = actions.substitute(by=s.w.authority, visit=made[0], reason="moved")
    assert [visit.institution_id for visit in made] == spare
    assert last.reserve is None
    with scope.entered("T"):
        told = queries.campaign(plan)
        assert waves.campaign.verify(told) == []
        assert queries.publications(s.w.authority, plan)[0]["faults"] == []
        assert not queries.envelope(leader(s, first)).filter(pk=first.pk).exists()
    assert standalone().verify(json.loads(json.dumps(told))) == []
    assert told["substitutions"][0] == [1, first.institution_id, spare[0], "closed"]


def test_homes_drawn_by_kind_keep_each_kinds_share_and_its_reserves(s):
    day = [{"departs_at": DEPARTURES[0], "sites": 3}]
    plan = wide(s, by_kind=True, waves=day, n_sites=3, n_strata=1)
    wave = opened(s, plan, 1)
    kinds = Counter(visit.institution.kind_id for visit in of_wave(s))
    assert kinds == {"elder": 2, "rescue": 1}
    visit = next(v for v in of_wave(s) if v.institution.kind_id == "rescue")
    with clock.set_to(moment(NOON)):
        made = actions.substitute(by=leader(s, visit), visit=visit, reason="closed")
    assert made.reserve.institution.kind_id == "rescue"
    with scope.entered("T"):
        told = queries.campaign(plan)
        assert queries.drawn_by_kind(plan)
        assert queries.publications(s.w.authority, plan)[0]["faults"] == []
    areas = {
        draw["frame"]["stratum"].split("/")[1] for draw in wave.publication["draws"]
    }
    assert areas == {"elder", "rescue"}
    assert waves.campaign.verify(told) == []
    assert standalone().verify(json.loads(json.dumps(told))) == []


HOMES = [f"T9011-{n}" for n in range(1, 7)]


def one_home(s, *away):
    """A plan for one home of one area, the others its reserves; and its visit."""
    day = [{"departs_at": DEPARTURES[0], "sites": 1}]
    told = {"n_sites": 1, "n_strata": 1, "must_include": ["T901"], "reserves": 5}
    plan = wide(s, away, waves=day, **told)
    opened(s, plan, 1)
    (visit,) = of_wave(s)
    return plan, visit


def checked(s, plan):
    """The substitutions of a plan, which both verifiers find right."""
    with scope.entered("T"):
        told = queries.campaign(plan)
        rows = queries.substitutions(plan)
    assert waves.campaign.verify(told) == []
    assert standalone().verify(json.loads(json.dumps(told))) == []
    return rows


def test_reserve_falls_to_a_team_whose_leader_may_go_there(s):
    first, second = s.inspectors[0], s.inspectors[2]
    plan, visit = one_home(s, (first, HOMES[:3]), (second, HOMES[3:]))
    with clock.set_to(moment(NOON)):
        while visit:
            near = visit.institution_id in HOMES[:3]
            assert leader(s, visit) == (second if near else first)
            told = {"by": leader(s, visit), "visit": visit, "reason": "closed"}
            visit = actions.substitute(**told).reserve
    rows = checked(s, plan)
    assert [row.reason for row in rows] == ["closed"] * 6
    with scope.entered("T"):
        told = [*notices.inbox(first), *notices.inbox(second)]
    codes = Counter(each.code for each in told)
    assert codes["visit.envelope"] > 1  # the draw's, and one for each change of team


def test_reserve_to_which_no_team_may_go_gives_its_place_to_the_next(s):
    leaders = (s.inspectors[0], s.inspectors[2])
    plan, visit = one_home(s, *((each, HOMES[1:]) for each in leaders))
    by_hand = 0
    with clock.set_to(moment(NOON)):
        while visit:
            by_hand += 1
            actions.substitute(by=leader(s, visit), visit=visit, reason="closed")
            with scope.entered("T"):
                left = [queries.envelope(each).first() for each in leaders]
            visit = next(filter(None, left), None)
            assert visit is None or visit.institution_id == HOMES[0]
    rows = checked(s, plan)
    reasons = Counter(row.reason for row in rows)
    assert reasons == {"closed": by_hand, "recused": 6 - by_hand}
    assert by_hand in (1, 2)


def test_home_that_let_the_team_in_is_not_replaced(s):
    opened(s, wide(s), 1)
    visit = of_wave(s)[0]
    with clock.set_to(moment(NOON)):
        now = clock.now()
        told = {"by": leader(s, visit), "visit": visit}
        actions.arrive(arrived_at=now, let_in_at=now, **told)
        assert refused(actions.substitute, reason="closed", **told) == (
            "inspection.let_in_already"
        )


def test_replaced_visit_can_no_more_be_made(s):
    opened(s, wide(s), 1)
    visit = of_wave(s)[0]
    with clock.set_to(moment(NOON)):
        told = {"by": leader(s, visit), "visit": visit}
        actions.substitute(reason="sealed_off", **told)
        code = refused(actions.arrive, arrived_at=clock.now(), **told)
    assert code == "inspection.replaced_already"


# Recusal and drawn inspectors


def test_inspectors_are_drawn_two_each_and_keep_away_from_their_place(s):
    with scope.entered("T"):
        more = [person("inspector", f"reserve-{n}") for n in range(6)]
    told = {"by": s.w.authority, "reason": "A brother is head there."}
    actions.enter_recusal(post=more[0], keeps_from="T", **told)
    plan = committed(s, crew=2)
    opened(s, plan, 1)
    with scope.entered("T"):
        drawn = {visit.team_id: visit.crew_ids for visit in Visit.objects.all()}
    everyone = [pk for crew in drawn.values() for pk in crew]
    assert len(drawn) == 2 and all(len(crew) == 2 for crew in drawn.values())
    assert len(set(everyone)) == 4 and more[0].pk not in everyone
    assert not set(everyone) & {post.pk for post in s.inspectors}
    with scope.entered("T"):
        for post in more:
            seen = queries.envelope(post).exists()
            assert seen is (post.pk in everyone)


def test_leader_is_not_sent_where_they_keep_away(s):
    actions.enter_recusal(
        by=s.w.authority, post=s.inspectors[0], keeps_from="T", reason="An interest."
    )
    opened(s, committed(s), 1)
    assert {visit.team.code for visit in of_wave(s)} == {"team-2"}


def test_too_few_inspectors_are_refused_before_anything_is_committed(s):
    assert refused(committed, s=s, crew=2) == "waves.too_few_inspectors"


def test_recusal_is_entered_for_oneself_and_ended_by_the_authority(s):
    one, other = s.inspectors[:2]
    told = {"keeps_from": "T101", "reason": "A sister works there."}
    assert refused(actions.enter_recusal, by=one, post=other, **told) == (
        "inspection.recuse_yourself"
    )
    page = Hands(one, "en").at("2020-02-25 18:00").open("/inspection/recusals/")
    page.fill(post=str(one.pk), keeps_from="Z9", reason="A sister.")
    assert "There is no place with the code Z9" in page.said
    page.fill(post=str(one.pk), keeps_from="T101", reason="A sister.")
    assert "A sister." in page.said
    with scope.entered("T"):
        (kept,) = queries.recusals(s.w.authority)
        assert not queries.recusals(other).exists()
    with pytest.raises(NotAllowed):
        actions.end_recusal(by=one, recusal=kept)
    office = Hands(s.w.authority, "en").at("2020-02-25 19:00")
    office.open("/inspection/recusals/").send(f"/recusals/{kept.pk}/end")
    with scope.entered("T"):
        assert Recusal.objects.get().ended_by == s.w.authority
        assert queries.recused(s.w.authority) == ()
    assert refused(actions.end_recusal, by=s.w.authority, recusal=kept) == (
        "inspection.recusal_ended"
    )


# Publication


def public(client, name, *args):
    answer = client.get(reverse(f"bulletins:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_commitment_is_public_at_once_and_tells_nothing(s, client):
    plan = wide(s)
    opened(s, plan, 1)
    with clock.set_to(moment(NOON)):
        for text in (public(client, "draws"), public(client, "draw", "feb")):
            assert plan.frame_hash in text
            for secret in ("T90", "Area", "opened", "2020-02-27", "Visits of"):
                assert secret not in text
        answer = client.get(reverse("bulletins:draw-file", args=["feb"]))
        assert answer.status_code == 404
    with clock.set_to(moment("2020-02-28 01:00")):
        client.cookies["django_language"] = "en"
        assert "Wave 1, opened" in public(client, "draw", "feb")


def test_draw_is_disclosed_when_its_visits_are_over(s, client):
    plan = wide(s)
    told = {"by": s.w.authority, "plan": plan, "with_results": True}
    opened(s, plan, 1, withheld=[s.custodians[1]])
    assert refused(actions.disclose_draw, **told) == "inspection.waves_to_come"
    opened(s, plan, 2)
    first, second = of_wave(s)
    with clock.set_to(moment(NOON)):
        actions.substitute(by=leader(s, first), visit=first, reason="closed")
    assert refused(actions.disclose_draw, **told) == "inspection.visits_to_come"
    with scope.entered("T"):
        left = list(queries.visits(s.w.authority).filter(substitution=None))
    finish(s, left)
    with clock.set_to(moment("2020-02-29 10:00")):
        with pytest.raises(NotAllowed):
            actions.disclose_draw(**told | {"by": s.inspectors[0]})
        office = Hands(s.w.authority, "en").open(f"/inspection/plans/{plan.pk}/")
        office.send("/disclose", with_results="on")
        assert "The draw is published." in office.said
        client.cookies["django_language"] = "en"
        text = public(client, "draw", "feb")
        file = client.get(reverse("bulletins:draw-file", args=["feb"]))
    assert "1 shortcoming" in text and "closed or not in use" in text
    assert f"custodian {s.custodians[1].pk}: recorded" in text
    assert second.institution_id in text
    told = json.loads(file.content)
    assert waves.campaign.verify(told) == []
    assert standalone().verify(told) == []


def test_results_stay_inside_if_the_authority_so_chooses(s, client):
    plan = wide(s)
    for n in (1, 2):
        opened(s, plan, n)
    with scope.entered("T"):
        left = list(queries.visits(s.w.authority))
    finish(s, left)
    with clock.set_to(moment("2020-02-29 10:00")):
        actions.disclose_draw(by=s.w.authority, plan=plan, with_results=False)
        client.cookies["django_language"] = "en"
        text = public(client, "draw", "feb")
    assert left[0].institution_id in text
    assert "shortcoming" not in text


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
def test_custody_pages_open_in_both_languages(s, client, tongue):
    plan = wide(s)
    client.cookies["django_language"] = tongue
    client.force_login(s.custodians[0].user)
    with clock.set_to(DEPARTURES[0]):
        url = reverse("inspection:plan", args=[plan.pk])
        answer = client.get(url)
        assert answer.status_code == 200
        for post in s.custodians[:2]:
            assert post.user.name in answer.content.decode()


def test_withheld_share_is_recorded_on_the_page(s):
    plan = wide(s)
    one = s.custodians[1]
    url = f"/inspection/plans/{plan.pk}/"
    office = Hands(s.w.authority, "en").at("2020-02-27 06:30").open(url)
    # the quarter of an hour is not over: there is nothing to press yet
    assert "Wait until 27 February 2020, 06:45." in office.said
    assert f"/withheld/{one.pk}" not in office.page
    office.at("2020-02-27 06:50").open(url).send(f"/withheld/{one.pk}")
    assert "Recorded. The stand-in is asked" in office.said
    assert "Withheld" in office.said
    stand_in = Hands(s.custodians[2], "en").at("2020-02-27 06:50").open(url)
    stand_in.send("/share", share=s.share(s.custodians[2], 1))
    assert "Your share is released." in stand_in.said
