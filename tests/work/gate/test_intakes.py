"""The way in of a found child: no step is skipped, and admission is signed."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import lay_down, sampled, seen_from, watched
from tests.factories.world import moment, world
from wardline.base.places import clock
from wardline.core.roster import queries as facts
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db
PAPER = {"name": "paper.jpg", "media_type": "image/jpeg", "content": b"\xff\xd8\xff"}


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    with clock.set_to(moment("2020-02-01 07:00")):
        yield made


def found(w, **more):
    given = {
        "by": w.duty,
        "at": "T101-1",
        "found_at": moment("2020-02-01 06:30"),
        "found_where": "桥下",
        "found_by": "派出所",
        "kind": "infant",
        "name": "安安",
    }
    return actions.begin_intake(**given | more)


def step(w, intake, name, at, by=None, **more):
    post = by or w.duty
    with clock.set_to(moment(at)), seen_from(post):
        fresh = queries.intake(post, intake.pk)
        return actions.step_intake(
            by=post, intake=fresh, step=name, done_at=clock.now(), **more
        )


def refused(w, intake, name, at, **more):
    with pytest.raises(ValidationError) as error:
        step(w, intake, name, at, **more)
    return [each.code for each in error.value.error_list]


def walk(w, intake):
    step(w, intake, "hospital", "2020-02-01 08:00")
    step(w, intake, "health_check", "2020-02-01 09:00", outcome="sound")
    step(w, intake, "screening", "2020-02-01 09:10", outcome="negative", photo=PAPER)
    step(w, intake, "isolation", "2020-02-01 09:30", room="G-2")


def test_intake_begins_with_a_child_who_has_no_stay_yet(w):
    made = found(w)
    with seen_from(w.duty):
        assert facts.open_stay(made.person) is None
        assert queries.coming(w.duty, queries.intake(w.duty, made.pk)) == "hospital"
    assert made.hospital.code == "hospital"


def test_intake_of_the_future_is_refused(w):
    with pytest.raises(ValidationError) as error:
        found(w, found_at=moment("2020-02-01 07:01"))
    assert error.value.code == "roster.in_the_future"


def test_intake_skips_no_step(w):
    made = found(w)
    step(w, made, "hospital", "2020-02-01 08:00")
    assert refused(w, made, "admission", "2020-02-01 08:10", certified=True) == [
        "intake.step_missing",
        "intake.not_screened_clear",
        "intake.step_missing",
        "intake.not_cleared",
    ]
    with seen_from(w.duty):
        kept = queries.intake(w.duty, made.pk)
        assert [row.step for row in kept.steps.all()] == ["hospital"]


def test_intake_waits_for_a_negative_screening(w):
    made = found(w)
    step(w, made, "hospital", "2020-02-01 08:00")
    step(w, made, "health_check", "2020-02-01 09:00", outcome="sound")
    step(w, made, "screening", "2020-02-01 09:10", outcome="positive")
    codes = refused(w, made, "isolation", "2020-02-01 10:00", room="G-2")
    assert codes == ["intake.not_screened_clear"]


def test_intake_step_before_its_turn_in_time_is_refused(w):
    made = found(w)
    early = {"step": "hospital", "done_at": moment("2020-02-01 06:00")}
    with (
        clock.set_to(moment("2020-02-01 09:00")),
        seen_from(w.duty),
        pytest.raises(ValidationError) as error,
    ):
        kept = queries.intake(w.duty, made.pk)
        actions.step_intake(by=w.duty, intake=kept, **early)
    assert [e.code for e in error.value.error_list] == ["intake.before_its_turn"]


def test_intake_is_admitted_by_the_heads_signature_after_isolation(w):
    made = found(w)
    walk(w, made)
    watched(w, made.person, "2020-02-02", 15)
    sampled(w, made.person, "2020-02-15 10:00")
    assert refused(w, made, "admission", "2020-02-16 09:00") == ["intake.not_cleared"]
    step(w, made, "admission", "2020-02-16 09:00", by=w.head)
    with clock.set_to(moment("2020-02-16 10:00")), seen_from(w.head):
        assert facts.open_stay(made.person) is not None
        assert facts.open_isolation(made.person) is None
        assert queries.releases(w.head).count() == 1
        kept = queries.intake(w.head, made.pk)
        assert queries.coming(w.head, kept) == ""
        assert {stage.state for stage in queries.stages(w.head, kept)} == {"ok"}


def test_intake_keeps_the_photo_of_the_paper(w):
    made = found(w)
    walk(w, made)
    with seen_from(w.duty):
        rows = queries.intake(w.duty, made.pk).steps.all()
    assert [row.photo.name for row in rows if row.photo] == ["paper.jpg"]
    assert [row.certified for row in rows if row.step == "screening"] == [True]
