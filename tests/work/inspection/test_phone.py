"""What a team takes along on its phone, and what it brings back: the envelope whole,
the lot of staff, signatures, dangers that climb, and the wrong phone."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from python_calamine import CalamineWorkbook

from tests.factories.hands import Hands
from tests.factories.world import moment, world
from tests.work.inspection.scene import COMMITTED, committed, opened, scene
from wardline.base.accounts.models import Post
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.core.roster.models import Person
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
GATE = "2020-02-27 09:10"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def s():
    with clock.set_to(COMMITTED):
        made = scene(world())
        opened(made, committed(made), 1)
    with clock.set_to(moment(GATE)):
        yield made


def mine(s, post=None):
    with scope.entered("T"):
        found = queries.envelope(post or s.inspectors[0])
        return found.select_related("form").first()


def arrived(s):
    visit = mine(s)
    return actions.arrive(
        by=s.inspectors[0], visit=visit, arrived_at=clock.now(), let_in_at=clock.now()
    )


def question(s, code="r-named"):
    with scope.entered("T"):
        return queries.questions(s.inspectors[0]).get(code=code)


def envelope(s, post, language="en"):
    phone = Hands(post, language).at(GATE)
    with clock.set_to(moment(GATE)):
        answer = phone.client.get("/inspection/phone/envelope.json")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return json.loads(answer.content)


def test_envelope_holds_all_that_a_visit_needs(s):
    told = envelope(s, s.inspectors[0])
    (visit,) = told["visits"]
    assert visit["pk"] == mine(s).pk
    assert visit["form"]["id"] == f"visit-{mine(s).institution.kind_id}"
    assert len(visit["form"]["version"]) == 12
    assert visit["form"]["codes"] == ["r-named", "e-gate"]
    asked = told["questions"]["r-named"]
    assert asked["text"] == "Are the responsible people named on the wall?"
    assert told["now"] == round(moment(GATE).timestamp() * 1000)
    chinese = envelope(s, s.inspectors[0], "zh-hans")
    assert chinese["questions"]["r-named"]["text"] == "责任人是否上墙公示？"


def test_envelope_names_no_home_of_another_team(s):
    own = {visit["home"] for visit in envelope(s, s.inspectors[0])["visits"]}
    other = {visit["home"] for visit in envelope(s, s.inspectors[2])["visits"]}
    assert own and other and not own & other
    assert envelope(s, s.w.inspector)["visits"] == []


def test_staff_are_drawn_by_lot_and_the_lot_stays(s):
    home = mine(s).institution_id
    with scope.entered("T"):
        workers = set(
            Person.objects.filter(place=home, kind="worker").values_list(
                "name", flat=True
            )
        )
    once = envelope(s, s.inspectors[0])["visits"][0]["staff"]
    assert len(once) == min(3, len(workers))
    assert {each["name"] for each in once} <= workers
    assert envelope(s, s.inspectors[0])["visits"][0]["staff"] == once


def test_strangers_have_no_phone_page(s):
    head = Hands(s.w.post("head", "T101-1")).at(GATE)
    for url in ("", "envelope.json", "worker.js", "manifest.webmanifest", "1/"):
        assert head.client.get(f"/inspection/phone/{url}").status_code == 404
    officer = Hands(s.w.authority).at(GATE)
    with clock.set_to(moment(GATE)):
        assert officer.client.get("/inspection/phone/").status_code == 403


def test_own_visit_opens_on_the_phone_and_anothers_is_told_nothing(s):
    phone = Hands(s.inspectors[2], "en").at(GATE)
    with clock.set_to(moment(GATE)):
        own = phone.client.get(f"/inspection/phone/{mine(s, s.inspectors[2]).pk}/")
        other = phone.client.get(f"/inspection/phone/{mine(s).pk}/")
        none = phone.client.get("/inspection/phone/987654/")
    assert own.status_code == 302
    assert own["Location"].endswith(f"#{mine(s, s.inspectors[2]).pk}")
    assert other.status_code == none.status_code == 404
    said = other.content.decode()
    assert "Inspector 2 is signed in, and no such visit is in that envelope" in said
    assert mine(s).institution.name_en not in said


def test_phone_can_be_installed(s):
    phone = Hands(s.inspectors[0], "en").at(GATE)
    with clock.set_to(moment(GATE)):
        manifest = phone.client.get("/inspection/phone/manifest.webmanifest")
        worker = phone.client.get("/inspection/phone/worker.js")
    told = json.loads(manifest.content)
    assert manifest["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"]) == ("/inspection/phone/",) * 2
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert worker["Content-Type"].startswith("text/javascript")
    assert "inspection/phone/visit.js" in worker.content.decode()


def test_signatures_and_staff_stay_with_the_visit(s):
    visit = arrived(s)
    drawn = {"name": "s.png", "media_type": "image/png", "content": PNG}
    done = actions.finish_visit(
        by=s.inspectors[0],
        visit=visit,
        headcount=40,
        signed_by_name="Li",
        signature=drawn,
        inspector_signature={**drawn, "content": PNG + b"x"},
        staff=[{"name": "Wang", "knows": True}, {"name": "Zhao", "knows": False}],
    )
    with scope.entered("T"):
        sides = {row.side: bytes(row.file.content) for row in done.signatures.all()}
        asked = list(done.staff_asked.order_by("position").values_list("name", "knows"))
    assert sides == {"home": PNG, "team": PNG + b"x"}
    assert asked == [("Wang", True), ("Zhao", False)]


def test_danger_is_told_every_office_above_in_the_same_moment(s):
    visit = arrived(s)
    told = {"by": s.inspectors[0], "visit": visit, "answer": "short"}
    due_at = moment("2020-03-01 18:00")
    actions.observe(question=question(s), fact="No names.", due_at=due_at, **told)
    assert climbed(visit) == set()
    made = actions.observe(
        question=question(s, "e-gate"),
        fact="The gate stands open, two have fever.",
        severity=4,
        scope="widespread",
        measure_code="gate-register",
        due_at=due_at,
        **told,
    )
    with scope.entered("T"):
        found = correction.get(s.w.authority, made.finding_id)
    assert (found.severity, found.scope, found.measure_code) == (
        4,
        "widespread",
        "gate-register",
    )
    above = {visit.institution_id[:n] for n in range(1, len(visit.institution_id))}
    assert climbed(visit) and climbed(visit) <= above
    assert "T" in climbed(visit)


def climbed(visit):
    """The places whose posts were told of a danger."""
    with scope.entered("T"):
        return {
            post.place_id
            for post in Post.objects.all()
            for note in notices.inbox(post)
            if note.code == "finding.danger"
        }


def test_severity_is_never_lighter_than_the_question_says(s):
    visit = arrived(s)
    made = actions.observe(
        by=s.inspectors[0],
        visit=visit,
        question=question(s, "e-gate"),
        answer="short",
        fact="Nobody measures.",
        severity=1,
    )
    with scope.entered("T"):
        assert correction.get(s.w.authority, made.finding_id).severity == 3


def finished(s):
    """A visit that found one thing, was signed, and counted two heads too many."""
    visit = arrived(s)
    photo = {"name": "g.png", "media_type": "image/png", "content": PNG + b"gate"}
    actions.observe(
        by=s.inspectors[0],
        visit=visit,
        question=question(s, "e-gate"),
        answer="short",
        fact="Nobody measures at the gate.",
        photo=photo,
        more_photos=[{**photo, "content": PNG + b"desk"}],
        due_at=moment("2020-03-01 18:00"),
    )
    told = {"by": s.inspectors[0], "visit": visit, "answer": "ok"}
    actions.observe(question=question(s), **told)
    drawn = {"name": "s.png", "media_type": "image/png", "content": PNG}
    actions.finish_visit(
        by=s.inspectors[0],
        visit=visit,
        headcount=12,
        signed_by_name="Director Li",
        signature=drawn,
        staff=[{"name": "Wang", "knows": False}],
    )
    return visit


def test_report_of_the_visit_tells_all_of_it(s):
    visit = finished(s)
    reader = Hands(s.w.authority, "en").at(GATE)
    reader.open(f"/inspection/visits/{visit.pk}/").tap("Report of the visit")
    for words in (
        "1 finding",
        "Nobody measures at the gate.",
        "Director Li",
        "Wang does not know it",
        "after 0 minutes",
        "1 March 2020, 18:00",
    ):
        assert words in reader.said, words
    assert reader.page.count("/ledger/files/") == 3  # two photos, one signature
    other = Hands(s.inspectors[2], "en").at(GATE)
    assert other.client.get(reader.url).status_code == 404


def test_report_of_the_visit_as_a_workbook(s):
    visit = finished(s)
    phone = Hands(s.inspectors[0], "en").at(GATE)
    with clock.set_to(moment(GATE)):
        answer = phone.client.get(f"/inspection/visits/{visit.pk}/report/?export=1")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Visit", "Answers", "Staff asked"]
    facts = dict(book.get_sheet_by_name("Visit").to_python()[1:])
    assert facts["Heads counted"] == 12
    assert facts["Who heard the findings for the home"] == "Director Li"
    rows = book.get_sheet_by_name("Answers").to_python()
    short = dict(zip(rows[0], rows[2], strict=True))
    assert short["What falls short"] == "Nobody measures at the gate."
    assert (short["How grave"], short["Photos"]) == (3, 2)


def sent(s, body, by=None):
    """Post an instance as the page does; return the answer."""
    visit, phone = mine(s), Hands(by or s.inspectors[0], "en").at(GATE)
    phone.open("/inspection/phone/")
    token = html.fromstring(phone.page).xpath("//input[@name='csrfmiddlewaretoken']")
    xml = (
        f'<data id="{visit.form.form_id}" version="{visit.form.version}"><meta>'
        f"<instanceID>uuid:{len(body)}</instanceID></meta><visit>{visit.pk}</visit>"
        f"<arrived_at>2020-02-27T01:00:00Z</arrived_at>{body}</data>"
    )
    with clock.set_to(moment(GATE)):
        return phone.client.post(
            "/openrosa/submission",
            {"xml_submission_file": SimpleUploadedFile("s.xml", xml.encode())},
            headers={
                "X-CSRFToken": token[0].get("value"),
                "X-OpenRosa-Version": "1.0",
            },
        )


def test_closed_home_is_recorded_and_the_next_reserve_comes_into_the_envelope(s):
    visit = mine(s)
    answer = sent(s, "<answers/><closed_reason>Chained, dark.</closed_reason>")
    assert answer.status_code == 201
    assert b'nature="held"' not in answer.content
    with scope.entered("T"):
        kept = queries.visits(s.inspectors[0]).get(pk=visit.pk)
        reserve = kept.substitution.reserve
    assert (kept.substitution.reason, kept.substitution.note) == (
        "closed",
        "Chained, dark.",
    )
    assert kept.arrived_at == moment("2020-02-27 09:00")
    left = [each["pk"] for each in envelope(s, s.inspectors[0])["visits"]]
    assert left == ([reserve.pk] if reserve else [])
    if reserve:
        assert reserve.form_id is not None


def test_phone_a_day_off_is_held_and_says_so(s):
    body = "<let_in_at>2020-02-28T02:00:00Z</let_in_at><answers/>"
    answer = sent(s, body)
    assert answer.status_code == 201
    assert b'nature="held"' in answer.content
    assert b"clock" in answer.content
    assert mine(s).arrived_at is None


def test_answers_of_the_phone_reach_the_finding_with_clause_and_severity(s):
    body = (
        "<let_in_at>2020-02-27T01:05:00Z</let_in_at><headcount>12</headcount>"
        "<staff><name>Wang</name><knows>no</knows></staff><answers><e-gate>"
        "<answer>short</answer><note>Nobody measures.</note><scope>pattern</scope>"
        "<severity>4</severity><measure>gate-register</measure>"
        "<due_at>2020-03-01T18:00</due_at></e-gate></answers>"
        "<signed_by>Li</signed_by>"
    )
    assert b'nature="held"' not in sent(s, body).content
    with scope.entered("T"):
        found = correction.findings(s.w.authority).get()
        visit = queries.visits(s.inspectors[0]).get(pk=found.origin.split(":")[1])
        asked = visit.staff_asked.get()
    assert (found.measure_code, found.severity, found.scope) == (
        "gate-register",
        4,
        "pattern",
    )
    assert found.due_at == moment("2020-03-01 18:00")
    assert (asked.name, asked.knows, visit.headcount) == ("Wang", False, 12)
    assert "T" in climbed(visit)
