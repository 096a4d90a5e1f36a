"""What a device loads: only what its post may see, only from the opening on."""

import hashlib

import pytest

from tests.factories.device import Device, multipart, served
from tests.factories.world import moment, world
from tests.front.openrosa import scene as road
from tests.work.inspection.scene import COMMITTED, committed, opened, scene
from wardline.base.places import clock, scope
from wardline.work.inspection import checklists, queries
from wardline.work.inspection.models import Visit

pytestmark = pytest.mark.django_db
NOON = moment("2020-02-27 12:00")


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
        made.plan = committed(made)
    with clock.set_to(NOON):
        yield made


def forms(answer):
    return set(answer.texts("formID"))


def test_form_of_a_visit_appears_when_its_wave_is_opened_and_only_to_its_team(s):
    with served() as port:
        team, other = (road.device(s, port, s.inspectors[n]) for n in (0, 2))
        officer = road.device(s, port, s.w.authority)
        assert forms(team.get("formList")) == set()
        opened(s, s.plan, 1)
        own, theirs = road.visit(s), road.visit(s, s.inspectors[2])
        assert forms(team.get("formList")) == {own.form.form_id}
        assert forms(other.get("formList")) == {theirs.form.form_id}
        assert forms(officer.get("formList")) == {
            own.form.form_id,
            theirs.form.form_id,
        }
        for device, visit in ((team, own), (other, theirs)):
            answer = device.get("formList")
            manifest = device.get(answer.texts("manifestUrl")[0])
            file = device.get(manifest.texts("downloadUrl")[0])
            rows = file.body.decode().splitlines()[1:]
            assert [row.split(",")[0] for row in rows] == [str(visit.pk)]
            digest = hashlib.md5(file.body).hexdigest()
            assert manifest.texts("hash") == [f"md5:{digest}"]
        hidden = team.get(f"forms/{theirs.form_id}.xml")
        same = own.form_id == theirs.form_id
        assert hidden.status == (200 if same else 404)


def test_list_names_each_form_as_the_protocol_wants_it(s):
    opened(s, s.plan, 1)
    with served() as port:
        device = road.device(s, port)
        answer = device.get("formList?verbose=true")
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert answer.headers["Content-Language"] == "zh-hans"
        assert answer.xml.tag == "{http://openrosa.org/xforms/xformsList}xforms"
        form = device.get(answer.texts("downloadUrl")[0])
    own = road.visit(s).form
    assert answer.texts("version") == [own.version]
    assert own.version == checklists.version(own.questions)
    assert answer.texts("hash") == [f"md5:{hashlib.md5(form.body).hexdigest()}"]
    assert answer.texts("descriptionText")
    assert f'id="{own.form_id}"'.encode() in form.body


def test_list_is_narrowed_to_a_form(s):
    opened(s, s.plan, 1)
    own = road.visit(s).form.form_id
    with served() as port:
        device = road.device(s, port)
        assert forms(device.get(f"formList?formID={own}")) == {own}
        assert forms(device.get("formList?formID=other")) == set()


def test_header_of_the_protocol_is_demanded_of_whoever_sends(s):
    with served() as port:
        device = road.device(s, port)
        device.headers.clear()
        assert device.get("formList").status == 200
        assert device.ask("HEAD", "submission").status == 400
        assert device.ask("DELETE", "submission").status == 405


def test_finished_visit_takes_its_form_away(s):
    opened(s, s.plan, 1)
    with served() as port:
        device = road.device(s, port)
        assert device.post(road.filled(road.visit(s))).status == 201
        assert forms(device.get("formList")) == set()


def test_our_own_page_posts_with_its_session_and_its_token(s, client):
    opened(s, s.plan, 1)
    visit = road.visit(s)
    client.handler.enforce_csrf_checks = True
    client.force_login(s.inspectors[0].user)
    client.get("/inspection/")
    token = client.get(f"/inspection/visits/{visit.pk}/").cookies["csrftoken"].value
    body, kind = multipart(road.filled(visit), {"gate.jpg": b"\xff\xd8\xff"})
    told = {"content_type": kind, "headers": {"X-OpenRosa-Version": "1.0"}}
    assert client.post("/openrosa/submission", body, **told).status_code == 403
    told["headers"]["X-CSRFToken"] = token
    assert client.post("/openrosa/submission", body, **told).status_code == 201
    assert road.seen(s, visit).finished_at is not None


def test_post_without_forms_of_the_field_is_turned_away(s, client):
    client.force_login(s.w.head.user)
    answer = client.get("/openrosa/formList", headers={"X-OpenRosa-Version": "1.0"})
    assert answer.status_code == 404


def test_nothing_names_a_home_before_the_opening(s):
    with served() as port:
        device = road.device(s, port)
        assert device.get("formList").texts("xform") == []
    with scope.entered("T"):
        assert not Visit.objects.exists()
        assert not queries.loadable(s.inspectors[0]).exists()


def test_key_is_shown_once_and_kept_as_a_fingerprint(s):
    secret = road.key(s, s.inspectors[0])
    with scope.entered("T"):
        kept = queries.device_keys(s.w.authority).get()
    assert kept.sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(kept.__dict__)


def test_unknown_key_is_turned_away(s):
    with served() as port:
        assert Device(port, "no-such-key").get("formList").status == 404
