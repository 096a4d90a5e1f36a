"""Pages of the repair: what each may see and do, and clear answers to bad input."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.core.correction.test_actions import NOW, closed, mended, opened, ordered
from tests.factories.world import world
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 4


@pytest.fixture
def w():
    with clock.set_to(NOW):
        yield world()


def post(client, name, finding, **fields):
    url = reverse(f"correction:{name}", args=[finding.pk])
    return client.post(url, {"key": str(uuid4()), **fields})


def photo(content=PNG, name="gate.png"):
    return SimpleUploadedFile(name, content)


def state(w, finding):
    with scope.entered("T"):
        return queries.get(w.authority, finding.pk).state


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
@pytest.mark.parametrize("name", ["index", "findings", "listings", "lookbacks"])
def test_pages_open_in_both_languages(w, enter, name, tongue):
    closed(w), mended(w), opened(w.county)
    for viewer in (w.duty, w.county, w.authority, w.inspector):
        answer = enter(viewer, tongue).get(reverse(f"correction:{name}"))
        assert answer.status_code == 200


def test_order_in_the_past_keeps_what_was_typed(w, enter):
    finding = opened(w.county)
    told = {"what": "Put a lock on it.", "post": w.head.pk}
    answer = post(enter(w.county), "order", finding, due_at="2020-02-26T09:00", **told)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "has passed already" in page
    assert "Put a lock on it." in page
    assert state(w, finding) == "open"


def test_order_is_given_and_shown_to_the_home(w, enter):
    finding = opened(w.county)
    told = {"what": "Put a lock on it.", "post": w.head.pk}
    answer = post(enter(w.county), "order", finding, due_at="2020-03-01T18:00", **told)
    assert answer.status_code == 302
    page = enter(w.duty).get(reverse("correction:index")).content.decode()
    assert "1 March 2020, 18:00" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ this is a program", "is not a picture"),
        (b"\xff\xd8\xff" + b"0" * (60 * 1024 * 1024), "larger than 12 MB"),
    ],
)
def test_photo_that_will_not_do_is_refused_and_the_text_kept(w, enter, content, said):
    finding = ordered(w)
    page = post(
        enter(w.duty),
        "report-done",
        finding,
        text="The gate is closed.",
        photo=photo(content, "gate.jpg"),
    ).content.decode()
    assert said in page
    assert "The gate is closed." in page
    assert state(w, finding) == "ordered"


def test_done_with_a_photo_is_seen_by_whoever_verifies(w, enter):
    finding = ordered(w)
    answer = post(enter(w.duty), "report-done", finding, text="", photo=photo())
    assert answer.status_code == 302
    client = enter(w.county)
    url = reverse("correction:finding", args=[finding.pk])
    page = client.get(url).content.decode()
    with scope.entered("T"):
        file = finding.completions.get().photo
    seen = client.get(reverse("ledger:attachment", args=[file.sha256]))
    assert file.sha256 in page
    assert (seen.content, seen["Content-Type"]) == (PNG, "image/png")


def test_form_sent_twice_is_one_report(w, enter):
    finding, key, client = ordered(w), str(uuid4()), enter(w.duty)
    for _ in range(2):
        answer = post(client, "report-done", finding, text="Closed.", key=key)
        assert answer.status_code == 302
    with scope.entered("T"):
        assert finding.completions.count() == 1


def test_second_verifier_sees_that_it_was_done(w, enter):
    finding = mended(w)
    page = enter(w.post("officer", "T1")).get(
        reverse("correction:finding", args=[finding.pk])
    )
    assert "Sign the verification" in page.content.decode()
    actions.verify(by=w.county, finding=finding, holds=True)
    late = post(
        enter(w.post("officer", "T1")), "verify", finding, holds="no", note="Open!"
    )
    assert "Someone else verified it at 27 February 2020" in late.content.decode()
    assert state(w, finding) == "closed"


def test_home_is_not_offered_what_it_may_not_do(w, enter):
    finding = mended(w)
    url = reverse("correction:finding", args=[finding.pk])
    page = enter(w.head).get(url).content.decode()
    assert "Sign the verification" not in page
    assert "Give the order" not in page
    assert post(enter(w.head), "verify", finding, holds="yes").status_code == 403


def test_finding_of_a_neighbour_is_not_found(w, enter):
    finding = ordered(w)
    client = enter(w.post("head", "T101-2"))
    url = reverse("correction:finding", args=[finding.pk])
    assert client.get(url).status_code == 404
    assert post(client, "report-done", finding, text="Done.").status_code == 404
    page = client.get(reverse("correction:findings")).content.decode()
    assert "stands open" not in page


def test_list_searches_filters_and_exports(w, enter):
    ordered(w, opened(w.county, fact="=1+1 The store is empty."))
    mended(w)
    client, url = enter(w.county), reverse("correction:findings")
    page = client.get(url, {"q": "store"}).content.decode()
    assert "The store is empty" in page
    assert "stands open" not in page
    page = client.get(url, {"state": "done"}).content.decode()
    assert "stands open" in page
    assert "The store is empty" not in page
    book = load_workbook(io.BytesIO(client.get(url, {"export": "1"}).content))
    rows = list(book.active.values)
    assert len(rows) == 3
    assert {row[4] for row in rows[1:]} == {
        "=1+1 The store is empty.",
        "The gate stands open.",
    }


def test_list_of_many_findings_takes_few_queries(
    w, enter, django_assert_max_num_queries
):
    for _ in range(30):
        ordered(w)
    client = enter(w.county)
    for name in ("index", "findings"):
        with django_assert_max_num_queries(24):
            client.get(reverse(f"correction:{name}"))


def test_finding_is_recorded_by_hand(w, enter):
    client = enter(w.county)
    told = {"at": "T101-2", "source": "complaint", "aspect": "awareness"}
    told |= {"fact": "Nobody knows the rule.", "severity": "2"}
    answer = client.post(
        reverse("correction:new-finding"), {"key": str(uuid4()), **told}
    )
    assert answer.status_code == 302
    with scope.entered("T"):
        assert queries.open_by_place(w.authority) == {"T101-2": 1}


def test_place_is_listed_and_taken_off(w, enter):
    client, url = enter(w.county), reverse("correction:listings")
    client.post(url, {"key": str(uuid4()), "at": "T101-2", "reason": "It lags."})
    assert "It lags." in client.get(url).content.decode()
    with scope.entered("T"):
        listing = queries.listings(w.authority).get()
    off = reverse("correction:unlist", args=[listing.pk])
    silent = client.post(off, {"key": str(uuid4())})
    assert "Fill in “What shows that the standard is met”" in silent.content.decode()
    met = {"met": "Two guards, seen on the spot."}
    client.post(off, {"key": str(uuid4()), **met})
    page = client.get(reverse("correction:listing", args=[listing.pk]))
    assert met["met"] in page.content.decode()
    again = client.post(off, {"key": str(uuid4()), **met}, follow=True)
    assert "It was taken off listed supervision at" in again.content.decode()


def test_lookback_is_drawn_and_checked_on_its_page(w, enter):
    closed(w), closed(w)
    client, url = enter(w.authority), reverse("correction:lookbacks")
    told = {"key": str(uuid4()), "percent": "50", "seed": "3 1 4 1 5"}
    assert client.post(url, told).status_code == 302
    with scope.entered("T"):
        lookback = queries.lookbacks(w.authority).get()
    page = client.get(reverse("correction:lookback", args=[lookback.pk]))
    assert "the same come out" in page.content.decode()
    empty = client.post(url, told | {"key": str(uuid4()), "percent": "100"})
    assert empty.status_code == 302
    none = client.post(url, told | {"key": str(uuid4())})
    assert "No closed finding is left" in none.content.decode()
