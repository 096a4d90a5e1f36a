"""What a look-back is to see again is judged on the phone, also without a network: by
the rules of the page, with the time of the phone, and once."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories.device import JPEG, served
from tests.factories.hands import Hands
from tests.factories.world import moment, world
from tests.front.openrosa import scene as road
from tests.work.inspection.scene import COMMITTED, committed, opened, province, scene
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.core.correction import actions as correction
from wardline.core.correction import queries as repairs
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
LATE = moment("2020-02-28 20:00")
SEEN = "2020-02-27T10:05:00+08:00"
ID = "uuid:again"


@pytest.fixture
def s():
    """The second team is on the road, to homes where the first found and mended."""
    with clock.set_to(COMMITTED - timedelta(days=3)):
        made = scene(world())
        province(2, 3)
        for home in [f"T9{n:02}1-{h}" for n in (1, 2) for h in (1, 2, 3)]:
            close(made, home)
    made.plan = committed(made, looks_back=True)
    opened(made, made.plan, 1)
    with clock.set_to(LATE):
        yield made


def close(s, home):
    finder, mender = s.inspectors[:2]
    told = {"source": "inspection", "fact": f"No list at {home}.", "severity": 2}
    finding = correction.open_finding(by=finder, at=home, **told)
    order = {"what": "Hang a list.", "post": s.w.authority}
    due_at = COMMITTED - timedelta(days=1)
    correction.order_action(by=finder, finding=finding, due_at=due_at, **order)
    correction.report_done(by=mender, finding=finding, text="Hung up.")
    correction.verify(by=s.w.authority, finding=finding, holds=True)


def drawn(s):
    """A visit of the second team, and what it is to see again."""
    visit = road.visit(s, s.inspectors[2])
    with scope.entered("T"):
        (row,) = queries.to_see_again(s.inspectors[2], [visit])[visit.pk]
    return visit, row["finding"]


def told(about, holds="no", **more):
    said = {"finding": about.pk, "holds": holds, "answered_at": SEEN} | more
    return "".join(f"<{name}>{text}</{name}>" for name, text in said.items())


def send(s, xml, files=(), post=None, at=LATE):
    with clock.set_to(at), served() as port:
        device = road.device(s, port, post or s.inspectors[2])
        assert device.post(xml, dict(files)).status == 201


def sheet(visit, again, instance_id=ID):
    return road.filled(visit, instance_id, answer="ok", photo="", again=again)


def state(s, finding):
    with scope.entered("T"):
        return repairs.get(s.w.authority, finding.pk).state


def again(s):
    """What look-backs have seen."""
    with scope.entered("T"):
        found = repairs.seen_again(s.w.authority, "T", clock.now())
        return list(found.select_related("lookback", "verified_by"))


def noted(s):
    """What the ledger says of the last submission."""
    with scope.entered("T"):
        return Entry.objects.filter(verb="take_in_submission").latest("id").detail


def held(s, instance_id=ID):
    kept = road.submission(s, instance_id).held
    return kept and kept["code"]


def sheet_of(page, title):
    """Return the rows of a sheet of the workbook that a page offers."""
    book = load_workbook(BytesIO(page.client.get(f"{page.url}?export=1").content))
    return list(book[title].values)


def test_what_came_back_is_judged_with_the_time_of_the_phone_and_once(s):
    visit, finding = drawn(s)
    more = {"note": "It is gone.", "due_at": "2020-02-28T09:00", "photo": "wall.jpg"}
    xml = sheet(visit, told(finding, **more))
    for _twice in range(2):
        send(s, xml, {"wall.jpg": JPEG})
    assert held(s) is None and state(s, finding) == "overdue"
    (seen,) = again(s)
    assert (seen.holds, seen.note) == (False, "It is gone.")
    assert seen.verified_at == moment("2020-02-27 10:05")
    assert (seen.verified_by, seen.lookback.seed) == (
        s.inspectors[2],
        s.plan.frame_hash,
    )
    with scope.entered("T"):
        order = finding.actions.latest("id")
        photo = seen.photos.get().file
    assert order.due_at == moment("2020-02-28 09:00")  # it passed on the way
    assert order.ordered_at == seen.verified_at
    assert photo.place_id == visit.institution_id
    assert noted(s)["seen_before"] == []
    for reader, page in (
        (s.w.authority, f"/correction/findings/{finding.pk}/"),
        (s.inspectors[2], f"/inspection/visits/{visit.pk}/"),
    ):
        shown = Hands(reader, "en").at("2020-02-28 20:30").open(page)
        assert "It is gone." in shown.said
        assert photo.sha256 in shown.page
    report = Hands(s.inspectors[2], "en").at("2020-02-28 20:30")
    report.open(f"/inspection/visits/{visit.pk}/report/")
    for words in ("What was seen again", "The repair does not hold", "It is gone."):
        assert words in report.said
    assert photo.sha256 in report.page
    rows = sheet_of(report, "What was seen again")
    assert rows[1] == (
        finding.pk,
        finding.fact,
        "no",
        "It is gone.",
        1,
        moment("2020-02-27 10:05").replace(tzinfo=None),
    )


def test_what_the_page_judged_is_not_judged_again_and_the_ledger_says_so(s):
    visit, finding = drawn(s)
    gate, mate = moment("2020-02-27 09:20"), s.inspectors[3]
    with clock.set_to(gate):
        actions.arrive(by=mate, visit=visit, arrived_at=gate, let_in_at=gate)
    page = Hands(mate, "en").at("2020-02-27 10:30")
    page.open(f"/inspection/visits/{visit.pk}/")
    page.send(f"/again/{finding.pk}", holds="yes", note="Hangs there.")
    send(s, sheet(visit, told(finding, note="It is gone.")))
    assert held(s) is None and state(s, finding) == "closed"
    assert [(seen.holds, seen.note) for seen in again(s)] == [(True, "Hangs there.")]
    assert road.seen(s, visit).headcount == 88  # the rest of the visit counts
    assert noted(s)["seen_before"] == [finding.pk]
    reader = Hands(s.w.authority, "en").at("2020-02-28 20:30")
    reader.open(f"/inspection/submissions/{road.submission(s, ID).pk}/")
    assert f"counted once: {finding.pk}" in reader.said
    for words in ("The repairThe repair does not hold", "It is gone."):
        assert words in reader.said


def test_what_an_officer_opened_again_meanwhile_holds_nothing_back(s):
    visit, finding = drawn(s)
    with clock.set_to(moment("2020-02-27 15:00")):
        correction.reopen(by=s.w.authority, finding=finding, reason="A complaint.")
    send(s, sheet(visit, told(finding, "yes")))
    assert held(s) is None and state(s, finding) == "overdue"
    assert again(s) == [] and noted(s)["seen_before"] == [finding.pk]
    page = Hands(s.inspectors[2], "en").at("2020-02-28 20:30")
    for shown in ("", "report/"):
        page.open(f"/inspection/visits/{visit.pk}/{shown}")
        assert "nothing is left to say here" in page.said
    assert not page.sees(f"/again/{finding.pk}")


def test_what_is_typed_stays_though_it_was_opened_again_meanwhile(s):
    visit, finding = drawn(s)
    gate, mate = moment("2020-02-27 09:20"), s.inspectors[3]
    with clock.set_to(gate):
        actions.arrive(by=mate, visit=visit, arrived_at=gate, let_in_at=gate)
    page = Hands(mate, "en").at("2020-02-27 10:30")
    page.open(f"/inspection/visits/{visit.pk}/")
    with clock.set_to(moment("2020-02-27 10:35")):
        correction.reopen(by=s.w.authority, finding=finding, reason="A complaint.")
    page.at("2020-02-27 10:40").send(
        f"/again/{finding.pk}", holds="no", note="Torn off again."
    )
    assert again(s) == []
    assert "Torn off again." in page.said


def test_who_had_a_part_judges_nothing_on_the_phone_either(s):
    visit, finding = drawn(s)
    mate = s.inspectors[3]
    with clock.set_to(COMMITTED):
        correction.reopen(by=s.w.authority, finding=finding, reason="Torn.")
        correction.report_done(by=s.inspectors[1], finding=finding, text="Mended.")
        correction.verify(by=mate, finding=finding, holds=True)
    with scope.entered("T"):
        told_to = {
            post: queries.carried_along(post)["visits"][0]["again"][0]["barred"]
            for post in (mate, s.inspectors[2])
        }
    assert told_to == {mate: True, s.inspectors[2]: False}
    send(s, sheet(visit, told(finding, "yes")), post=mate)
    assert held(s) == "correction.other_team"
    assert again(s) == [] and road.seen(s, visit).arrived_at is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"holds": "perhaps"}, "inspection.holds_or_not"),
        ({"holds": "no"}, "correction.say_what_is_wrong"),
        ({"finding": "987654"}, "correction.other_place"),
        ({"finding": "x"}, "correction.other_place"),
    ],
)
def test_what_cannot_be_judged_so_is_kept_with_its_reason(s, said, code):
    visit, finding = drawn(s)
    send(s, sheet(visit, told(finding, **({"holds": "yes"} | said))))
    assert held(s) == code
    assert again(s) == [] and state(s, finding) == "closed"


def test_photo_that_comes_later_goes_to_what_was_seen(s):
    visit, finding = drawn(s)
    xml = sheet(visit, told(finding, "yes", photo="wall.jpg"))
    send(s, xml)
    with scope.entered("T"):
        missing = queries.missing_files(road.submission(s, ID))
    assert "wall.jpg" in missing
    send(s, xml, {"wall.jpg": JPEG})
    (seen,) = again(s)
    with scope.entered("T"):
        assert bytes(seen.photos.get().file.content) == JPEG
    assert seen.holds
