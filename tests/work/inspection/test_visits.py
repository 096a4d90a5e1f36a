"""A visit: at the gate, on the checklist, signed; what falls short is a finding."""

from datetime import date, timedelta

import pytest

from tests.core.guidance.norm import lay_down, measure
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from tests.work.inspection.scene import COMMITTED, committed, opened, scene
from wardline.base.ledger.deeds import Repeated
from wardline.base.ledger.models import Entry
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.core.guidance import actions as guidance
from wardline.core.guidance import queries as norms
from wardline.work.inspection import actions, figures, queries

pytestmark = pytest.mark.django_db
GATE = moment("2020-02-27 09:10")
NOON = moment("2020-02-27 12:00")
DUE = moment("2020-03-01 18:00")


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
        opened(made, committed(made), 1)
    with clock.set_to(NOON):
        yield made


def mine(s, post=None):
    post = post or s.inspectors[0]
    with scope.entered("T"):
        return queries.envelope(post).first()


def question(s, code="r-named"):
    with scope.entered("T"):
        return queries.questions(s.inspectors[0]).get(code=code)


def at_the_gate(s):
    visit = mine(s)
    return actions.arrive(
        by=s.inspectors[0],
        visit=visit,
        arrived_at=GATE,
        let_in_at=GATE + timedelta(minutes=12),
    )


def observe(s, visit, answer="short", **more):
    told = {"question": question(s), "answer": answer, "fact": "No names hang there."}
    return actions.observe(by=s.inspectors[0], visit=visit, **told | more)


def test_envelope_is_for_its_own_team(s):
    with scope.entered("T"):
        own = [queries.envelope(post).count() for post in s.inspectors]
        other = queries.envelope(s.w.inspector).count()
        all_ = queries.visits(s.w.authority).count()
        keeper = queries.visits(s.custodians[0]).count()
    assert (own, other, all_, keeper) == ([1, 1, 1, 1], 0, 2, 0)


def test_another_teams_visit_is_refused(s):
    visit = mine(s)
    code = refused(actions.arrive, by=s.inspectors[2], visit=visit, arrived_at=GATE)
    assert code == "inspection.other_team"


@pytest.mark.parametrize(
    ("arrived_at", "let_in_at", "code"),
    [
        (NOON + timedelta(minutes=1), None, "inspection.in_future"),
        (moment("2020-02-27 06:00"), None, "inspection.before_opening"),
        (GATE, GATE - timedelta(minutes=1), "inspection.let_in_before_arrival"),
    ],
)
def test_arrival_that_cannot_be_is_refused(s, arrived_at, let_in_at, code):
    told = {"by": s.inspectors[0], "visit": mine(s)}
    assert (
        refused(actions.arrive, arrived_at=arrived_at, let_in_at=let_in_at, **told)
        == code
    )


def test_arrival_stays_and_entry_may_follow(s):
    told = {"by": s.inspectors[0], "visit": mine(s)}
    actions.arrive(arrived_at=GATE, **told)
    kept = actions.arrive(
        arrived_at=GATE + timedelta(minutes=9),
        let_in_at=GATE + timedelta(minutes=20),
        **told,
    )
    assert (kept.arrived_at, queries.waited(kept)) == (GATE, 20)


def test_checklist_asks_what_concerns_the_kind_of_home(s):
    with scope.entered("T"):
        asked = queries.checklist(s.inspectors[0], mine(s))
    assert [aspect["aspect"] for aspect in asked] == ["responsibility", "entry_exit"]


def sound(s, visit, *answers):
    told = [actions.Sound(question(s, code), said) for code, said in answers]
    return actions.observe_sound(by=s.inspectors[0], visit=visit, answers=told)


def test_what_is_sound_is_answered_in_one_deed_and_may_be_answered_again(s):
    visit = at_the_gate(s)
    sound(s, visit, ("r-named", "ok"), ("e-gate", "not_applicable"))
    sound(s, visit, ("e-gate", "ok"))
    with scope.entered("T"):
        assert Entry.objects.filter(verb="observe_sound").count() == 2
        row = queries.visits(s.inspectors[0]).get(pk=visit.pk)
    assert (row.answered, row.short) == (2, 0)


def test_sound_answers_are_kept_all_or_none(s):
    early = {"answers": [actions.Sound(question(s))], "visit": mine(s)}
    told = {"by": s.inspectors[0]}
    assert refused(actions.observe_sound, **told, **early) == "inspection.not_arrived"
    visit = at_the_gate(s)
    observe(s, visit)
    both = [actions.Sound(question(s, "e-gate")), actions.Sound(question(s))]
    told |= {"visit": visit}
    code = refused(actions.observe_sound, answers=both, **told)
    assert code == "inspection.finding_open"
    short = [actions.Sound(question(s, "e-gate"), "short")]
    code = refused(actions.observe_sound, answers=short, **told)
    assert code == "inspection.answer_unknown"
    with scope.entered("T"):
        assert queries.visits(s.inspectors[0]).get(pk=visit.pk).answered == 1


def test_what_falls_short_is_a_finding_with_an_order(s):
    visit = at_the_gate(s)
    made = observe(s, visit, due_at=DUE)
    with scope.entered("T"):
        found = correction.get(s.w.authority, made.finding_id)
        order = found.actions.select_related("post").get()
    assert (found.state, found.place_id, found.due_at) == (
        "ordered",
        visit.institution_id,
        DUE,
    )
    assert found.origin == f"inspection.visit:{visit.pk}"
    assert order.post == s.w.post("head", visit.institution_id)
    with scope.entered(visit.institution_id):
        assert notices.inbox(order.post).count() == 2


def test_corrected_on_the_spot_waits_for_someone_else(s):
    made = observe(s, at_the_gate(s), note="They hung them up at once.")
    with scope.entered("T"):
        found = correction.get(s.w.authority, made.finding_id)
    assert found.state == "done"
    assert found.done_user_id == s.inspectors[0].user_id


def test_term_in_the_past_leaves_nothing_behind(s):
    visit = at_the_gate(s)
    code = refused(observe, s=s, visit=visit, due_at=moment("2020-02-27 08:00"))
    assert code == "correction.due_in_past"
    with scope.entered("T"):
        assert not visit.observations.exists()
        assert correction.open_by_place(s.w.authority) == {}


def test_observation_needs_arrival_fact_and_a_question_asked_here(s):
    assert refused(observe, s=s, visit=mine(s)) == "inspection.not_arrived"
    visit = at_the_gate(s)
    assert refused(observe, s=s, visit=visit, fact=" ") == (
        "inspection.say_what_falls_short"
    )
    assert refused(observe, s=s, visit=visit, question=question(s, "a-remote")) == (
        "inspection.not_asked_here"
    )


def test_answer_can_change_until_it_is_a_finding(s):
    visit = at_the_gate(s)
    observe(s, visit, "ok")
    made = observe(s, visit, due_at=DUE)
    code = refused(observe, s=s, visit=visit, answer="ok")
    assert code == "inspection.finding_open"
    with scope.entered("T"):
        assert visit.observations.get().finding_id == made.finding_id


def test_observation_sent_twice_is_one_finding(s):
    visit = at_the_gate(s)
    observe(s, visit, due_at=DUE, key="k")
    with pytest.raises(Repeated):
        observe(s, visit, due_at=DUE, key="k")
    with scope.entered("T"):
        assert correction.open_by_place(s.w.authority) == {visit.institution_id: 1}


def test_visit_ends_signed_or_with_the_reason_and_then_stays(s):
    told = {"by": s.inspectors[0], "headcount": 40}
    assert (
        refused(actions.finish_visit, visit=mine(s), signed_by_name="Li", **told)
        == "inspection.not_arrived"
    )
    visit = at_the_gate(s)
    assert refused(actions.finish_visit, visit=visit, **told) == (
        "inspection.sign_or_say_why"
    )
    done = actions.finish_visit(visit=visit, refused_reason="They left.", **told)
    assert (done.headcount, done.refused_reason) == (40, "They left.")
    assert refused(observe, s=s, visit=visit) == "inspection.finished_already"
    assert mine(s) is None


def test_figures_count_what_was_done(s):
    visit = at_the_gate(s)
    observe(s, visit)
    today = date(2020, 2, 27)

    def counted(viewer, at, on=today):
        with scope.entered(viewer.place_id):
            counters = (figures.teams, figures.areas, figures.institutions)
            counters += (figures.findings, figures.on_the_spot)
            return [count(viewer, at, on).value for count in counters]

    assert counted(s.w.authority, "T") == [1, 1, 1, 1, 1]
    assert counted(s.w.authority, "T", date(2020, 2, 26)) == [0, 0, 0, 0, 0]
    assert counted(s.w.county, "T101") == [None] * 5
    with scope.entered("T"):
        by_place = figures.by_place(s.w.authority, "T", today)
    assert by_place["T"] == by_place[visit.institution_id] == 1
    assert sum(by_place[area] for area in ("T1", "T2")) == 1


def test_what_a_home_owned_up_to_and_inspectors_did_not_see(s, client):
    visit = at_the_gate(s)
    home, head = visit.institution, s.w.post("head", visit.institution_id)
    with clock.set_to(moment("2020-02-27 08:00")):
        lay_down(s.w)
        row = measure("duty-named", "responsibility.duty", levels=[])
        guidance.set_measures(by=s.w.authority, at="T", rows=[row])
        with scope.entered(home.code):
            bound = norms.binding(head, home, date(2020, 2, 27))
        answers = {each.code: "yes" for each in bound} | {"duty-named": "partly"}
        check = actions.answer_self_check(by=head, answers=answers, notes={})
    observe(s, visit, answer="ok", fact="")
    with scope.entered("T"):
        (row,) = queries.overlooked(s.w.authority)
        assert (row.said, row.check_pk, row.visit_id) == ("partly", check.pk, visit.pk)
        assert not queries.overlooked(s.w.authority, "nowhere").exists()
    url = "/self-check/differences/overlooked/"
    client.cookies["django_language"] = "en"
    client.force_login(s.w.authority.user)
    page = client.get(url).content.decode()
    assert "Where inspectors saw nothing" in page and f"/visits/{visit.pk}/" in page
    assert url in client.get("/self-check/differences/").content.decode()
    assert client.get(f"{url}?export=1").status_code == 200
    client.force_login(s.w.county.user)
    assert client.get(url).status_code == 404
    assert url not in client.get("/self-check/differences/").content.decode()
