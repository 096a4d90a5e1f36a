"""Pages of the plan and the visit: sealed before, complete after, kind to a phone."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.world import moment, world
from tests.work.inspection.scene import COMMITTED, DEPARTURES, committed, opened, scene
from wardline.base.places import clock, scope
from wardline.ground.methods import waves
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Plan

pytestmark = pytest.mark.django_db
NOON = moment("2020-02-27 12:00")
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
    with clock.set_to(NOON):
        yield made


def send(client, name, *args, **fields):
    url = reverse(f"inspection:{name}", args=args)
    return client.post(url, {"key": str(uuid4()), **fields})


def page(client, name, *args):
    answer = client.get(reverse(f"inspection:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def mine(s):
    with scope.entered("T"):
        return queries.envelope(s.inspectors[0]).first()


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
def test_pages_open_in_both_languages(s, enter, tongue):
    plan = committed(s)
    opened(s, plan, 1)
    for viewer in (s.w.authority, s.inspectors[0], s.custodians[0]):
        client = enter(viewer, tongue)
        page(client, "index")
        page(client, "plan", plan.pk)
    client = enter(s.w.authority, tongue)
    for name, args in (("visits", ()), ("new-plan", ()), ("proof", (plan.pk,))):
        page(client, name, *args)
    page(enter(s.inspectors[0], tongue), "visit", mine(s).pk)


def test_home_and_county_find_no_inspection(s, enter):
    plan = committed(s)
    opened(s, plan, 1)
    for viewer in (s.w.head, s.w.duty, s.w.county):
        client = enter(viewer)
        for name, args in (("index", ()), ("visits", ()), ("plan", (plan.pk,))):
            assert (
                client.get(reverse(f"inspection:{name}", args=args)).status_code == 404
            )


def test_sealed_plan_names_no_home_on_any_page(s, enter):
    plan = committed(s)
    for viewer in (s.w.authority, s.inspectors[0], s.custodians[0]):
        client = enter(viewer)
        for name, args in (("index", ()), ("plan", (plan.pk,)), ("visits", ())):
            text = page(client, name, *args)
            assert "County One Elder" not in text
            assert "T101-1" not in text


def test_plan_is_committed_on_the_page(s, enter):
    client = enter(s.w.authority)
    told = {"code": "march", "title_en": "March", "from_on": "2020-02-28"}
    told |= {"to_on": "2020-02-28", "n_sites": 2, "n_strata": 1}
    told |= {"waves": "2020-02-28 06:30 2", "leader_1": s.inspectors[0].pk}
    told |= {"members_1": [s.inspectors[1].pk], "must_include": ["T1"]}
    told |= {"by_kind": "on"}
    bad = send(client, "new-plan", **told | {"waves": "tomorrow"})
    assert "Line 1 cannot be read" in bad.content.decode()
    assert "march" in bad.content.decode()
    assert send(client, "new-plan", **told).status_code == 302
    with scope.entered("T"):
        plan = Plan.objects.get()
        team = plan.teams.get()
    assert plan.outline["fixed"] == ["T1"]
    assert all("/" in frame["stratum"] for frame in plan.frames)
    assert (team.name_en, team.name_zh) == ("Team 1", "第1检查组")
    assert team.post_ids == [s.inspectors[0].pk, s.inspectors[1].pk]


def test_custodians_join_release_and_a_wave_opens(s, enter):
    with clock.set_to(COMMITTED):
        plan = committed(s)
    with clock.set_to(DEPARTURES[0]):
        for post in s.custodians[:2]:
            share = s.chains[queries.custodian_name(post)][1]
            client = enter(post)
            assert send(client, "share", plan.pk, 1, share="f" * 64).status_code == 200
            assert send(client, "share", plan.pk, 1, share=share).status_code == 302
        client = enter(s.w.authority)
        assert "2 shares are released" in page(client, "plan", plan.pk)
        assert send(client, "open-wave", plan.pk, 1).status_code == 302
    assert "Drawn again: the same homes" in page(client, "proof", plan.pk)
    file = client.get(reverse("inspection:wave-file", args=[plan.pk, 1]))
    assert waves.verify(json.loads(file.content)) == []


def test_visit_is_made_on_a_phone(s, enter):
    opened(s, committed(s), 1)
    visit, client = mine(s), enter(s.inspectors[0])
    assert "At the gate" in page(client, "visit", visit.pk)
    told = {"arrived_at": "2020-02-27T09:10", "let_in_at": "2020-02-27T09:25"}
    where = {"latitude": "36.05", "longitude": "103.83"}
    assert send(client, "arrive", visit.pk, **told, **where).status_code == 302
    assert "after 15 minutes" in page(client, "visit", visit.pk)
    with scope.entered("T"):
        first, second, *_rest = queries.questions(s.inspectors[0])
    answer = send(client, "observe", visit.pk, first.pk, answer="ok")
    assert answer["Location"].endswith(f"#question-{first.pk}")
    short = {"answer": "short", "due_at": "2020-03-01T18:00"}
    bad = send(client, "observe", visit.pk, second.pk, **short, note="Kept words")
    assert "Write what falls short, as you saw it." in bad.content.decode()
    assert "Kept words" in bad.content.decode()
    photo = SimpleUploadedFile("gate.png", PNG)
    good = send(
        client, "observe", visit.pk, second.pk, **short, fact="Nobody.", photo=photo
    )
    assert good.status_code == 302
    end = {"headcount": "41", "signed_by_name": "Li"}
    assert send(client, "finish", visit.pk, **end).status_code == 302
    assert "41" in page(client, "visit", visit.pk)
    with scope.entered("T"):
        kept = queries.visits(s.w.authority).get(pk=visit.pk)
    assert (kept.answered, kept.short, kept.latitude) == (2, 1, 36.05)


def test_visit_of_another_team_is_not_found(s, enter):
    opened(s, committed(s), 1)
    client = enter(s.inspectors[2])
    url = reverse("inspection:visit", args=[mine(s).pk])
    assert client.get(url).status_code == 404


def test_visits_are_searched_sorted_and_exported(s, enter):
    opened(s, committed(s), 1)
    client, visit = enter(s.w.authority), mine(s)
    name = visit.institution.name_en
    url = reverse("inspection:visits")
    assert (
        name.replace("'", "&#x27;")
        in client.get(url, {"q": name.split()[-1], "sort": "-short"}).content.decode()
    )
    assert "Nothing matches" in client.get(url, {"q": "nowhere"}).content.decode()
    assert client.get(url, {"export": "1"}).content.startswith(b"PK")


def test_visit_page_takes_few_queries(s, enter, django_assert_max_num_queries):
    opened(s, committed(s), 1)
    visit, client = mine(s), enter(s.inspectors[0])
    actions.arrive(
        by=s.inspectors[0], visit=visit, arrived_at=moment("2020-02-27 09:10")
    )
    with django_assert_max_num_queries(20):
        page(client, "visit", visit.pk)
