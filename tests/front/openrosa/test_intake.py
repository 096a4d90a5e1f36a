"""The intake over HTTP: each case has its answer, and nothing that came is lost."""

from datetime import timedelta

import pytest

from tests.factories.device import JPEG, Device, instance, multipart, served
from tests.factories.world import moment
from tests.front.openrosa import scene as road
from wardline.base.places import scope
from wardline.core.correction import queries as correction
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
NOON = road.NOON
s = road.at_noon
ID = "uuid:11111111-1111-4111-8111-111111111111"


@pytest.fixture
def device(s):
    with served() as port:
        yield road.device(s, port)


def held(s, instance_id=ID):
    kept = road.submission(s, instance_id)
    return kept.held and kept.held["code"]


def test_visit_filled_in_on_a_phone_is_applied(s, device):
    visit = road.visit(s)
    answer = device.post(road.filled(visit, ID), {"gate.jpg": JPEG, "sign.jpg": JPEG})
    assert (answer.status, answer.headers["X-OpenRosa-Version"]) == (201, "1.0")
    made = road.seen(s, visit)
    assert (made.arrived_at, made.headcount) == (moment("2020-02-27 09:10"), 88)
    assert (made.let_in_at - made.arrived_at, made.signed_by_name) == (
        timedelta(minutes=21),
        "Wang",
    )
    assert (made.latitude, made.answered, made.short) == (36.06, 2, 1)
    with scope.entered("T"):
        row = queries.short(queries.visits(s.w.authority)).get()
        found = correction.get(s.w.authority, row.finding_id)
        assert row.photo.media_type == "image/jpeg"
    assert (found.fact, found.scope) == ("No names hang there.", "pattern")
    assert found.due_at == moment("2020-03-01 23:59")
    kept = road.submission(s, ID)
    assert (kept.visit_id, kept.held, kept.by) == (visit.pk, None, s.inspectors[0])
    assert queries.instance_of(kept).staff == [("Li", "yes"), ("Ma", "no")]


CASES = {
    "first": 201,
    "identical": 201,
    "other content": 409,
    "late photo": 201,
    "unknown form": 404,
    "unknown version": 404,
    "no version header": 400,
    "broken XML": 400,
}


@pytest.mark.parametrize(("case", "status"), CASES.items())
def test_probed_case_answers_as_central_does(s, device, case, status):
    visit = road.visit(s)
    first = road.filled(visit, ID)
    name, version = visit.form.form_id, visit.form.version
    if case != "first":
        assert device.post(first).status == 201
    sent = {
        "other content": first.replace("Wang", "Zhao"),
        "unknown form": instance("nobody-knows", version),
        "unknown version": instance(name, "v0"),
        "broken XML": first[:-9],
    }.get(case, first)
    if case == "no version header":
        device.headers.clear()
    files = {"gate.jpg": JPEG} if case == "late photo" else {}
    assert device.post(sent, files).status == status
    assert road.files(s, ID) == ({"gate.jpg"} if case == "late photo" else set())
    with scope.entered("T"):
        assert queries.submissions(s.w.authority).count() == 1
        assert correction.findings(s.w.authority).count() == 1


def test_photos_that_come_later_are_put_where_they_belong(s, device):
    visit = road.visit(s)
    sent = road.filled(visit, ID)
    assert device.post(sent).status == 201
    kept = road.submission(s, ID)
    with scope.entered("T"):
        assert queries.missing_files(kept) == ["gate.jpg", "sign.jpg"]
    for name in ("gate.jpg", "sign.jpg", "gate.jpg"):
        assert device.post(sent, {name: JPEG + name.encode()}).status == 201
    with scope.entered("T"):
        assert queries.missing_files(kept) == []
        row = queries.short(queries.visits(s.w.authority)).get()
        assert bytes(row.photo.content) == JPEG + b"gate.jpg"
    assert road.files(s, ID) == {"gate.jpg", "sign.jpg"}


def test_envelope_on_the_wrong_phone_is_kept_and_opens_nothing(s, device):
    other = road.visit(s, s.inspectors[2])
    answer = device.post(road.filled(other, ID))
    assert (answer.status, held(s)) == (201, "inspection.other_team")
    assert "该检查属于另一" in answer.body.decode() or "组" in answer.body.decode()
    assert road.seen(s, other).arrived_at is None


def test_second_report_of_a_visit_is_kept_beside_the_first(s, device):
    visit = road.visit(s)
    assert device.post(road.filled(visit)).status == 201
    assert device.post(road.filled(visit, ID)).status == 201
    assert held(s) == "inspection.finished_already"


@pytest.mark.parametrize(
    ("day", "code", "hours"),
    [
        ("28", "intake.clock_ahead", 23.83),
        ("26", "intake.clock_behind", -21.33),
    ],
)
def test_clock_off_by_a_day_is_kept_marked_and_applied_by_an_officer(
    s, device, day, code, hours
):
    visit = road.visit(s)
    assert device.post(road.filled(visit, ID, day)).status == 201
    kept = road.submission(s, ID)
    assert (kept.held["code"], kept.clock_off) == (code, hours)
    assert road.seen(s, visit).arrived_at is None
    sense = -24 if hours > 0 else 24
    actions.apply_again(by=s.w.authority, submission=kept, hours=sense)
    assert road.seen(s, visit).arrived_at == moment("2020-02-27 09:10")
    assert held(s) is None


def test_report_of_an_unknown_visit_is_kept(s, device):
    visit = road.visit(s)
    sent = road.filled(visit, ID).replace(
        f"<visit>{visit.pk}</visit>", "<visit>987654</visit>"
    )
    assert device.post(sent).status == 201
    assert held(s) == "intake.no_visit"


def test_withdrawn_form_is_answered_and_what_came_is_kept(s, device):
    visit = road.visit(s)
    actions.withdraw_form(by=s.w.authority, form_id=visit.form.form_id)
    answer = device.post(road.filled(visit, ID), {"gate.jpg": JPEG})
    assert (answer.status, held(s)) == (202, "intake.withdrawn")
    assert road.files(s, ID) == {"gate.jpg"}
    assert device.get("formList").texts("formID") == []


def test_photo_of_60_megabytes_is_refused_before_it_is_read(s, device):
    xml = road.filled(road.visit(s), ID)
    body, kind = multipart(xml, {})
    answer = device.ask(
        "POST", "submission", body, Content_Type=kind, Content_Length="60000000"
    )
    assert answer.status == 413
    limit = answer.headers["X-OpenRosa-Accept-Content-Length"]
    assert limit == "30000000"
    assert device.post(xml).status == 201


def test_file_over_its_own_limit_is_refused_and_the_rest_may_come(s, device):
    xml = road.filled(road.visit(s), ID)
    assert device.post(xml, {"gate.jpg": JPEG + bytes(20_000_001)}).status == 413
    assert device.post(xml, {"sign.jpg": JPEG}).status == 201


@pytest.mark.parametrize("left", [0.3, 0.9, 0.99])
def test_multipart_that_was_cut_off_leaves_nothing(s, device, left):
    visit = road.visit(s)
    body, kind = multipart(road.filled(visit, ID), {"gate.jpg": JPEG * 2000})
    cut = body[: int(len(body) * left)]
    answer = device.ask("POST", "submission", cut, Content_Type=kind)
    assert answer.status == 400
    with scope.entered("T"):
        assert not queries.submissions(s.w.authority).exists()
    assert device.ask("POST", "submission", body, Content_Type=kind).status == 201


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<data/>",
        '<data id="visit-elder" version="1"/>',
        '<!DOCTYPE d [<!ENTITY a "b">]><data id="visit-elder">&a;</data>',
    ],
)
def test_what_is_no_instance_is_refused(s, device, xml):
    assert device.post(xml).status == 400


def test_key_that_was_taken_back_lets_nobody_in(s, device):
    with scope.entered("T"):
        known = queries.device_keys(s.w.authority).get()
    actions.take_back_key(by=s.w.authority, device=known)
    assert device.get("formList").status == 404
    assert device.post(road.filled(road.visit(s))).status == 404


def test_submission_says_what_it_takes(s, device):
    answer = device.ask("HEAD", "submission")
    assert answer.status == 204
    assert answer.headers["X-OpenRosa-Accept-Content-Length"] == "30000000"
    assert answer.headers["Date"]


def test_password_is_asked_for_and_believed(s, device):
    stranger = Device(device.port)
    asked = stranger.ask("HEAD", "submission")
    assert asked.status == 401
    assert asked.headers["WWW-Authenticate"].startswith('Basic realm="')
    stranger.password = ("inspector-0", "wrong")
    assert stranger.get("formList").status == 401
    from tests.factories.world import PASSWORD

    stranger.password = ("inspector-0", PASSWORD)
    assert stranger.ask("HEAD", "submission").status == 204
    assert stranger.post(road.filled(road.visit(s))).status == 201
