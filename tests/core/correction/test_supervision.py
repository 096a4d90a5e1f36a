"""Listed supervision week by week, for the office and for the public; a closed finding
opened again; what was put right on the spot."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.core.correction.test_actions import (
    DUE,
    NOW,
    closed,
    mended,
    ordered,
    state,
)
from tests.core.correction.test_pages import photo
from tests.factories.refusals import refused
from tests.factories.world import world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger import queries as ledger
from wardline.base.notices import queries as notices
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries
from wardline.front.desk.queries.todo import looking_back, progress
from wardline.front.duty import clock as duty

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def w():
    with clock.set_to(NOW):
        yield world()


def listed(w, **more):
    return actions.list_supervision(
        by=w.county, at="T101-1", reason="It lags.", standard="Two guards.", **more
    )


def codes(post, now):
    with scope.entered(post.place_id, post.user_id):
        return [(i.code, i.state) for i in progress(post, now)]


def test_closed_finding_is_opened_again_with_a_reason(w):
    finding = closed(w)
    assert refused(actions.reopen, by=w.county, finding=finding, reason=" ") == (
        "correction.say_what_is_wrong"
    )
    later = DUE + 5 * DAY
    actions.reopen(by=w.county, finding=finding, reason="A call came.", due_at=later)
    with scope.entered("T"):
        found = queries.get(w.authority, finding.pk)
    assert (found.state, found.due_at) == ("reopened", later)
    again = refused(actions.reopen, by=w.county, finding=finding, reason="Again.")
    assert again == "correction.not_closed"
    actions.report_done(by=w.duty, finding=finding, text="A new lock.")
    actions.verify(by=w.county, finding=finding, holds=True)
    assert state(w, finding) == "closed"


def test_finding_is_opened_again_on_its_page_by_an_officer_alone(w, enter):
    finding = closed(w)
    url = reverse("correction:finding", args=[finding.pk])
    target = reverse("correction:reopen", args=[finding.pk])
    assert target not in enter(w.head).get(url).content.decode()
    told = {"key": str(uuid4()), "reason": "A neighbour called."}
    assert enter(w.head).post(target, told).status_code == 403
    client = enter(w.county)
    assert target in client.get(url).content.decode()
    late = client.post(target, told | {"due_at": "2020-02-01T09:00"}).content.decode()
    assert "has passed already" in late
    assert "A neighbour called." in late
    page = client.post(target, told, follow=True).content.decode()
    assert "It is open again" in page
    assert "A neighbour called." in page


def test_what_was_put_right_on_the_spot_waits_for_someone_else(w, enter):
    told = {"at": "T101-1", "source": "complaint", "aspect": "entry_exit"}
    told |= {"fact": "No thermometer at the gate.", "severity": "2"}
    client, url = enter(w.county), reverse("correction:new-finding")
    key = str(uuid4())
    for _ in range(2):  # the phone sends it twice
        client.post(
            url, {"key": key, **told, "mended": "One was put there.", "proof": photo()}
        )
    with scope.entered("T"):
        finding = queries.findings(w.authority).get()
        done = finding.completions.get()
    assert (finding.state, done.text) == ("done", "One was put there.")
    assert done.photo_id is not None
    own = refused(actions.verify, by=w.county, finding=finding, holds=True)
    assert own == "correction.own_work"


def test_on_the_spot_without_proof_records_nothing(w):
    told = {"source": "complaint", "fact": "No mask.", "severity": 1}
    code = refused(actions.correct_on_spot, by=w.county, at="T101-1", **told)
    assert code == "correction.no_evidence"
    with scope.entered("T"):
        assert not queries.findings(w.authority).exists()


def test_each_week_of_a_listing_has_its_report_or_is_missing(w):
    listing = listed(w)
    with clock.set_to(NOW + 3 * DAY):
        actions.report_listed(by=w.head, listing=listing, text="One guard came.")
    now = NOW + 15 * DAY
    with scope.entered("T"):
        weeks = queries.weeks(listing, now)
    assert [(x.number, len(x.reports), x.missing) for x in weeks] == [
        (3, 0, False),
        (2, 0, True),
        (1, 1, False),
    ]


def test_progress_is_on_the_desk_and_climbs_when_late(w):
    listing = listed(w)
    assert codes(w.head, NOW + 4 * DAY) == []
    assert codes(w.head, NOW + 6 * DAY) == [("progress", "wait")]
    assert codes(w.county, NOW + 6 * DAY) == []
    late = NOW + 7 * DAY + timedelta(minutes=1)
    assert codes(w.head, late) == codes(w.county, late) == [("progress", "late")]
    with clock.set_to(late):
        assert duty.ring(late).hops["listing"] == 1
        assert duty.ring(late).hops["listing"] == 0
    with clock.set_to(late + 1 * DAY):
        duty.ring(late + 1 * DAY)
        with scope.entered("T"):
            told = notices.inbox(w.head).filter(code="late.listing").count()
        assert told == 1
        actions.report_listed(by=w.head, listing=listing, text="Two guards.")
        assert duty.ring(clock.now() + DAY).hops["listing"] == 0
    assert codes(w.head, late + 2 * DAY) == []


def test_late_finding_climbs_to_who_must_mend_it_and_above(w):
    ordered(w)
    with clock.set_to(DUE + DAY * 2 + timedelta(minutes=1)):
        hops = duty.ring(clock.now()).hops["finding"]
        assert hops >= 3
        assert duty.ring(clock.now()).hops["finding"] == 0


def test_progress_is_refused_without_words_and_after_the_end(w, enter):
    listing = listed(w)
    client = enter(w.head)
    url = reverse("correction:report-listed", args=[listing.pk])
    page = client.post(url, {"key": str(uuid4()), "text": ""}).content.decode()
    assert "Fill in “How far it has come this week”" in page
    told = {"key": str(uuid4()), "text": "One guard came.", "photo": photo()}
    assert "receipt" in client.post(url, told, follow=True).content.decode()
    actions.unlist(by=w.county, listing=listing, met="Seen.")
    late = client.post(url, {"key": str(uuid4()), "text": "More."}).content.decode()
    assert "It was taken off listed supervision at" in late


def test_home_may_not_take_itself_off(w):
    listing = listed(w)
    with pytest.raises(NotAllowed):
        actions.unlist(by=w.head, listing=listing, met="All well.")
    code = refused(actions.unlist, by=w.county, listing=listing, met=" ")
    assert code == "correction.say_how_met"


def test_listing_of_a_neighbour_is_not_found(w, enter):
    listing = listed(w)
    client = enter(w.post("head", "T101-2"))
    assert client.get(reverse("correction:listing", args=[listing.pk])).status_code == (
        404
    )


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
def test_public_reads_what_was_written_for_it_and_no_more(w, client, tongue):
    client.cookies["django_language"] = tongue
    finding = mended(w)
    actions.list_supervision(
        by=w.county, at="T101-2", reason="Old Wang fell ill.", standard="Inside."
    )
    shown = actions.list_supervision(
        by=w.county,
        at="T101-1",
        finding=finding,
        reason="Nurse Li left her post.",
        standard="Two guards at night.",
        public_reason="The gate was open at night.",
    )
    actions.report_listed(by=w.head, listing=shown, text="Guard Zhao came.")
    url = reverse("bulletins:supervision")
    page = client.get(url).content.decode()
    assert "The gate was open at night." in page
    assert "Two guards at night." in page
    for hidden in ("Old Wang", "Inside.", "Nurse Li", "Zhao", "stands open", "head T1"):
        assert hidden not in page
    actions.unlist(by=w.county, listing=shown, met="Captain Sun has seen it.")
    page = client.get(url).content.decode()
    assert {"en": "The standard was met on", "zh-hans": "达到标准"}[tongue] in page
    assert "Sun" not in page
    with clock.set_to(NOW + 91 * DAY):
        assert "open at night" not in client.get(url).content.decode()


def test_words_for_the_public_are_corrected_with_a_trace(w, enter, client):
    listing = listed(w, public_reason="The gate of Mr Zhao stood open.")
    http = enter(w.county)
    target = reverse("correction:reword-listing", args=[listing.pk])
    again = {"key": str(uuid4()), "public_reason": listing.public_reason}
    page = http.post(target, again).content.decode()
    assert "These are the words that stand." in page
    told = {"key": str(uuid4()), "public_reason": "The gate stood open."}
    for _ in range(2):  # sent twice
        page = http.post(target, told, follow=True).content.decode()
    assert "The gate stood open." in page
    read = client.get(reverse("bulletins:supervision")).content.decode()
    assert "The gate stood open." in read
    assert "Zhao" not in read
    with scope.entered("T"):
        told = [(e.verb, e.by.pk) for e in ledger.about(w.authority, listing)]
    assert told.count(("reword_listing", w.county.pk)) == 1
    with pytest.raises(NotAllowed):
        actions.reword_listing(by=w.head, listing=listing, public_reason="")


def test_public_page_of_nothing_says_so(client, db):
    assert "list" in client.get("/bulletins/supervision").content.decode().lower()


def test_lookback_stands_on_the_desk_of_who_had_no_part(w):
    closed(w)
    actions.draw_lookback(by=w.authority, share=1, seed="5")
    for post, expected in ((w.inspector, 1), (w.county, 0), (w.head, 0)):
        with scope.entered(post.place_id, post.user_id):
            assert len(looking_back(post, clock.now())) == expected


def test_lookback_worklist_takes_few_queries(w, django_assert_max_num_queries):
    for _ in range(8):
        closed(w)
    actions.draw_lookback(by=w.authority, share=1, seed="5")
    with scope.entered("T"), django_assert_max_num_queries(3):
        assert len(queries.lookback_tasks(w.inspector)) == 8
