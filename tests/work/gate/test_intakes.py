"""The way in of a found child: no step is skipped, and admission is signed."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.gate import lay_down, resident, sampled, seen_from, watched
from tests.factories.world import moment, world
from wardline.base.ledger.models import Entry
from wardline.base.places import clock
from wardline.core.roster import actions as roster
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


def test_child_needs_no_name_and_is_identified_later(w):
    intake = found(w, name=" ")
    walk(w, intake)
    with seen_from(w.duty):
        child = facts.person(w.duty, intake.person_id)
    assert child.name == "Child found on 1 February 2020"
    with clock.set_to(moment("2020-02-05 10:00")):
        roster.identify(
            by=w.duty, person=child, name="李安", id_number="62010220200115001X"
        )
    with seen_from(w.duty):
        known = facts.person(w.duty, intake.person_id)
        entry = Entry.objects.get(verb="identify")
        steps = queries.done(queries.intake(w.duty, intake.pk))
    assert (known.name, known.id_number) == ("李安", "62010220200115001X")
    assert entry.detail == {"changed": ["id_number", "name"]}
    assert len(steps) >= 4  # what was recorded before is hers still


def numbered(w, number="620102195001010018"):
    person = resident(w)
    roster.identify(by=w.duty, person=person, name=person.name, id_number=number)
    return person


def test_what_is_not_known_takes_nothing_away(w):
    person = numbered(w)
    with clock.set_to(moment("2020-02-05 10:00")):
        roster.identify(by=w.duty, person=person, name="王秀岚")
    with seen_from(w.duty):
        known = facts.person(w.duty, person.pk)
    assert (known.name, known.id_number) == ("王秀岚", "620102195001010018")


def test_number_of_somebody_else_is_refused(w):
    numbered(w)
    with clock.set_to(moment("2020-02-05 10:00")), pytest.raises(ValidationError) as e:
        roster.identify(
            by=w.duty,
            person=resident(w, "李四"),
            name="李四",
            id_number="620102195001010018",
        )
    assert e.value.code == "roster.number_taken"


def test_page_of_a_person_leads_to_who_this_is(w, client):
    person = resident(w, "李四")
    client.force_login(w.duty.user)
    url = f"/gate/people/{person.pk}/identify"
    with clock.set_to(moment("2020-02-05 10:00")):
        assert url in client.get(f"/gate/people/{person.pk}").content.decode()
        form = client.get(url).context["form"]
        assert form["name"].value() == "李四"
        told = {
            "key": str(form["key"].value()),
            "name": "李思",
            "born_on": "1950-13-40",
        }
        wrong = client.post(url, told)
        assert "李思" in wrong.content.decode()  # what was typed stays
        done = client.post(url, told | {"born_on": "1950-01-01"}, follow=True)
        assert "李思" in done.content.decode()
