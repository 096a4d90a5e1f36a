"""When something was done on a visit is when it was done there, not when it came; and a
danger told ahead of the visit is one finding and one alarm."""

import hashlib
from datetime import timedelta

import pytest

from tests.factories.device import JPEG, instance, served
from tests.factories.hands import Hands
from tests.factories.world import moment
from tests.front.openrosa import scene as road
from wardline.base.accounts.models import Post
from wardline.base.ledger.models import Attachment
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import Observation

pytestmark = pytest.mark.django_db
NOON = road.NOON
s = road.at_noon
DANGER = "Two with fever share a room."


def send(s, xml, files=(), at=NOON):
    """Let a device send this at a moment; the office takes it."""
    with clock.set_to(at), served() as port:
        assert road.device(s, port).post(xml, dict(files)).status == 201


def answer(code, said, at="", note="", **more):
    told = {"answer": said, "note": note, "answered_at": at} | more
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in told.items() if text)
    return f"<{code}>{inside}</{code}>"


def sheet(visit, answers, end="2020-02-27T11:50:00+08:00", **more):
    """The whole visit, as our page sends it."""
    told = {"headcount": "88", "signed_by": "Wang"} | more
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in told.items())
    return _instance(visit, answers, end, inside)


def urgent(visit, answers, end="2020-02-27T09:40:00+08:00", instance_id=None):
    """A danger told ahead, as our page sends it."""
    return _instance(visit, answers, end, "<urgent>yes</urgent>", instance_id)


def _instance(visit, answers, end, inside, instance_id=None):
    gate = (
        f"<end>{end}</end><visit>{visit.pk}</visit>"
        "<arrived_at>2020-02-27T09:10:00+08:00</arrived_at>"
        "<let_in_at>2020-02-27T09:31:00+08:00</let_in_at>"
    )
    whole = f"{gate}<answers>{answers}</answers>{inside}"
    return instance(visit.form.form_id, visit.form.version, whole, instance_id)


def seen(s):
    """What was observed, by question."""
    with scope.entered("T"):
        found = Observation.objects.select_related("question", "photo", "finding")
        return {row.question.code: row for row in found}


def findings(s):
    with scope.entered("T"):
        return list(correction.findings(s.w.authority))


def alarms():
    """How often any office was told of a danger."""
    with scope.entered("T"):
        told = [n for post in Post.objects.all() for n in notices.inbox(post)]
    return [each for each in told if each.code == "finding.danger"]


def held(s, instance_id):
    return road.submission(s, instance_id).held


def test_times_are_those_of_the_visit_and_the_receipt_stands_beside(s):
    visit = road.visit(s)
    answers = answer("r-named", "ok", "2020-02-27T09:45:00+08:00")
    answers += answer("e-gate", "short", "2020-02-27T10:05:00+08:00", "Nobody.")
    send(s, sheet(visit, answers), at=moment("2020-02-28 20:00"))
    report = Hands(s.w.authority, "en").at("2020-02-28 20:00")
    report.open(f"/inspection/visits/{visit.pk}/report/")
    rows, (found,) = seen(s), findings(s)
    assert rows["r-named"].observed_at == moment("2020-02-27 09:45")
    assert rows["e-gate"].observed_at == moment("2020-02-27 10:05")
    assert found.found_at == moment("2020-02-27 10:05")
    assert road.seen(s, visit).finished_at == moment("2020-02-27 11:50")
    for words in ("27 February 2020, 11:50", "28 February 2020, 20:00"):
        assert words in report.said


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2020-02-27T07:00:00+08:00", "09:10"),  # before the gate
        ("2020-02-27T13:00:00+08:00", "12:00"),  # after it came
        ("rubbish", "12:00"),
        ("", "11:50"),  # a client that tells only the end
    ],
)
def test_time_that_cannot_be_is_put_between_the_gate_and_the_receipt(s, at, kept):
    visit = road.visit(s)
    send(s, sheet(visit, answer("r-named", "ok", at)))
    assert seen(s)["r-named"].observed_at == moment(f"2020-02-27 {kept}")


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("2020-02-27T10:05:00+08:00", "10:05"),
        ("2020-02-27T07:00:00+08:00", "09:10"),  # before the gate
        ("2020-02-28T10:05:00+08:00", "12:00"),  # after it came
        ("", "11:50"),  # a client that tells only the end
    ],
)
def test_what_was_mended_before_the_teams_eyes_has_its_moment(s, at, kept):
    visit = road.visit(s)
    send(s, sheet(visit, answer("e-gate", "short", at, "Nobody.")))
    (found,) = findings(s)
    with scope.entered("T"):
        assert found.completions.get().done_at == moment(f"2020-02-27 {kept}")
    assert found.state == "done"


def test_clock_a_day_ahead_is_put_right_for_every_time(s):
    visit = road.visit(s)
    whole = sheet(visit, answer("r-named", "ok", "2020-02-27T09:45:00+08:00"))
    ahead = whole.replace("2020-02-27T", "2020-02-28T")
    send(s, ahead)
    with scope.entered("T"):
        kept = queries.submissions(s.w.authority).defer(None).get()
    assert kept.held["code"] == "intake.clock_ahead"
    actions.apply_again(by=s.w.authority, submission=kept, hours=-24)
    assert seen(s)["r-named"].observed_at == moment("2020-02-27 09:45")
    assert road.seen(s, visit).finished_at == moment("2020-02-27 11:50")


def test_term_that_passed_before_the_visit_was_sent_stands_and_holds_nothing(s):
    visit = road.visit(s)
    sent, late = road.filled(visit, "uuid:late"), "2020-03-03 08:00"
    send(s, sent, {"gate.jpg": JPEG}, at=moment(late))
    reader = Hands(s.w.authority, "en").at(late)
    reader.open(f"/inspection/submissions/{road.submission(s, 'uuid:late').pk}/")
    assert "1 term had passed before this was received" in reader.said
    reader.open(f"/inspection/visits/{visit.pk}/report/")
    assert "passed before it was received" in reader.said
    (found,) = findings(s)
    assert held(s, "uuid:late") is None
    assert found.due_at == moment("2020-03-01 23:59")
    with scope.entered("T"):
        assert found.actions.get().ordered_at == moment("2020-02-27 11:50")
    assert road.seen(s, visit).answered == 2


def test_danger_told_ahead_climbs_at_once_and_is_no_second_finding(s):
    visit = road.visit(s)
    told = {"severity": "4", "due_at": "2020-02-27T18:00"}
    at = "2020-02-27T09:38:00+08:00"
    danger = answer("e-gate", "short", at, DANGER, **told)
    message = urgent(visit, danger, instance_id="uuid:danger")
    for _twice in range(2):
        send(s, message, at=moment("2020-02-27 09:41"))
    first, (found,) = alarms(), findings(s)
    assert first and found.severity == 4 and found.fact == DANGER
    assert road.seen(s, visit).finished_at is None
    whole = answer("r-named", "ok") + danger.replace(
        "</e-gate>", "<photo>gate.jpg</photo></e-gate>"
    )
    send(s, sheet(visit, whole), {"gate.jpg": JPEG})
    assert [each.pk for each in findings(s)] == [found.pk]
    assert len(alarms()) == len(first)
    rows, done = seen(s), road.seen(s, visit)
    assert bytes(rows["e-gate"].photo.content) == JPEG
    assert rows["e-gate"].observed_at == moment("2020-02-27 09:38")
    assert (done.answered, done.short, done.headcount) == (2, 1, 88)
    with scope.entered("T"):
        assert not queries.submissions(s.w.authority).exclude(held=None).exists()


def test_danger_that_the_end_of_the_visit_overtook_is_known(s):
    visit = road.visit(s)
    danger = answer("e-gate", "short", "", DANGER, severity="4")
    send(s, sheet(visit, danger))
    first = alarms()
    message = urgent(visit, danger, instance_id="uuid:danger")
    send(s, message, at=NOON + timedelta(hours=1))
    assert held(s, "uuid:danger") is None
    assert len(findings(s)) == 1 and len(alarms()) == len(first) > 0


def test_danger_of_another_team_is_kept_and_opens_nothing(s):
    other = road.visit(s, s.inspectors[2])
    danger = answer("e-gate", "short", "", DANGER, severity="4")
    message = urgent(other, danger, instance_id="uuid:danger")
    send(s, message)
    assert held(s, "uuid:danger")["code"] == "inspection.other_team"
    assert not findings(s) and not alarms()


def test_office_reads_it_in_words_and_sees_the_danger_in_the_list(s):
    visit = road.visit(s)
    danger = answer("e-gate", "short", "2020-02-27T09:38:00+08:00", DANGER, severity=4)
    send(s, urgent(visit, danger, instance_id="uuid:danger"))
    reader = Hands(s.w.authority, "en").at("2020-02-27 12:30")
    reader.open("/inspection/submissions/")
    assert "danger, told ahead" in reader.said
    reader.open(f"/inspection/submissions/{road.submission(s, 'uuid:danger').pk}/")
    for words in (
        "Is everyone's temperature taken at the gate?",
        "AnswerIt falls short",
        "Answered at27 February 2020, 09:38",
        "How grave4 – danger",
    ):
        assert words in reader.said
    assert "answers/" not in reader.said


def test_photo_of_a_finding_is_stored_once_where_the_home_sees_it(s):
    visit = road.visit(s)
    sent = road.filled(visit, "uuid:once")
    late = JPEG + b"late"
    send(s, sent, {"sign.jpg": JPEG + b"sign"})
    for _twice in range(2):
        send(s, sent, {"gate.jpg": late})
    with scope.entered("T"):
        (photo,) = Attachment.objects.filter(sha256=hashlib.sha256(late).hexdigest())
        signature = Attachment.objects.get(name="sign.jpg")
        kept = queries.submission_files(s.w.authority, road.submission(s, "uuid:once"))
        row = queries.short(queries.visits(s.w.authority)).get()
    assert photo.place_id == visit.institution_id
    assert kept["gate.jpg"].pk == row.photo_id == photo.pk
    assert signature.place_id == "T"


def test_photo_that_came_under_a_wrong_number_first_is_kept_for_each_reader(s):
    """An attachment lies at one place and never moves: the office's stays there."""
    visit = road.visit(s)
    right = road.filled(visit, "uuid:right")
    wrong = road.filled(visit, "uuid:wrong").replace(
        f"<visit>{visit.pk}<", "<visit>987654<"
    )
    for xml in (wrong, right, wrong, right):
        send(s, xml, {"gate.jpg": JPEG})
    assert held(s, "uuid:wrong")["code"] == "intake.no_visit"
    with scope.entered("T"):
        kept = Attachment.objects.filter(name="gate.jpg")
        places = sorted(kept.values_list("place", flat=True))
    assert places == ["T", visit.institution_id]


def test_photo_that_another_team_sent_is_shown_to_no_home(s):
    other = road.visit(s, s.inspectors[2])
    send(s, road.filled(other), {"gate.jpg": JPEG})
    with scope.entered("T"):
        assert Attachment.objects.get(name="gate.jpg").place_id == "T"
