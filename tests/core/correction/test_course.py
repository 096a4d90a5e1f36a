"""How correction goes: time with open ones counted, ages, repeats, look-back shares."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.core.correction.test_actions import DUE, NOW, closed, opened, ordered
from tests.factories.world import world
from wardline.base.places import clock, scope
from wardline.core.correction import actions, courses, figures, queries, standings

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def w():
    with clock.set_to(NOW):
        yield world()


def mended_after(w, days, **more):
    """Find something now and close it after so many days."""
    finding = ordered(w, opened(w.county, **more), due_at=DUE + 90 * DAY)
    with clock.set_to(NOW + days * DAY):
        actions.report_done(by=w.duty, finding=finding, text="Done.")
        actions.verify(by=w.county, finding=finding, holds=True)
    return finding


def told(w, at="T", days=30):
    with clock.set_to(NOW + days * DAY), scope.entered("T"):
        return queries.course(w.authority, at), clock.now()


def test_open_findings_count_in_the_time_to_correct(w):
    mended_after(w, 2), mended_after(w, 5)
    for _ in range(3):
        opened(w.county)
    found = courses.summary(*told(w))
    assert (found.found, found.closed, found.open) == (5, 2, 3)
    assert found.median is None
    assert [share for _, share in found.within] == pytest.approx([0.4] * 3)


def test_median_and_shares_are_of_what_was_verified(w):
    for days in (2, 5, 9, 20):
        mended_after(w, days)
    found = courses.summary(*told(w))
    assert found.median == 5
    assert [share for _, share in found.within] == [0.5, 0.75, 1]


def test_lookback_that_holds_leaves_the_day_of_closing(w):
    finding = mended_after(w, 2)
    with clock.set_to(NOW + 9 * DAY):
        actions.draw_lookback(by=w.authority, share=1, seed="1")
        actions.verify(by=w.inspector, finding=finding, holds=True)
    assert courses.summary(*told(w)).median == 2


def test_lookback_that_fails_opens_it_again(w):
    finding = mended_after(w, 2)
    with clock.set_to(NOW + 9 * DAY):
        actions.draw_lookback(by=w.authority, share=1, seed="1")
        actions.verify(by=w.inspector, finding=finding, holds=False, note="Gone.")
    assert (courses.summary(*told(w)).open, courses.summary(*told(w, days=3)).open) == (
        1,
        0,
    )


def test_ages_are_those_of_what_is_open(w):
    opened(w.county, severity=4)
    mended_after(w, 2)
    with clock.set_to(NOW + 25 * DAY):
        opened(w.county, severity=2)
    found = courses.ages(*told(w))
    assert {first: dict(n) for first, n in found.items()} == {
        0: {2: 1},
        8: {},
        15: {4: 1},
        31: {},
    }


def test_same_aspect_found_again_within_the_days_is_a_repeat(w):
    mended_after(w, 2)
    with clock.set_to(NOW + 10 * DAY):
        opened(w.county)  # the same aspect, eight days after
        opened(w.county, aspect="awareness")
        opened(w.county, at="T101-2")
    those, _ = told(w)
    assert courses.again(those, 8) == {"T101-1": 1}
    assert courses.again(those, 7) == {}
    rows = courses.houses(those, 8)
    assert [(h.code, h.found, h.open, h.again) for h in rows] == [
        ("T101-1", 3, 2, 1),
        ("T101-2", 1, 1, 0),
    ]
    assert rows[0].aspects == {"entry_exit": 2, "awareness": 1}


def test_courses_stand_where_the_findings_stand(w):
    mended_after(w, 2), opened(w.county), ordered(w)
    with clock.set_to(NOW + 5 * DAY), scope.entered("T"):
        expected = {f.pk: f.state for f in queries.findings(w.authority)}
        found = standings.courses(w.authority, "T", clock.now())
    assert {one.pk: one.state for one in found} == expected


def test_groups_by_place_are_the_children(w):
    mended_after(w, 2)
    those, now = told(w)
    with scope.entered("T"):
        found = queries.groups(w.authority, "T", those, "place", now)
    assert [(g.key, g.summary.found) for g in found] == [("T1", 1), ("T2", 0)]


def test_neighbour_is_told_nothing_of_elsewhere(w):
    mended_after(w, 2)
    stranger = w.post("officer", "T102")
    with scope.entered("T102"):
        assert queries.course(stranger, "T101") == []
        assert queries.course(stranger, "T102") == []


@pytest.mark.parametrize("tongue", ["en", "zh-hans"])
@pytest.mark.parametrize("by", ["severity", "aspect", "place", "source", "nonsense"])
def test_course_page_opens_for_each_grouping(w, enter, by, tongue):
    mended_after(w, 2), opened(w.county, aspect="")
    for viewer in (w.authority, w.county, w.duty, w.inspector):
        with clock.set_to(NOW + 5 * DAY):
            url = reverse("correction:course")
            answer = enter(viewer, tongue).get(url, {"by": by, "days": "x"})
        assert answer.status_code == 200
        assert b"<polyline" in answer.content


def test_course_and_places_are_taken_along(w, enter):
    mended_after(w, 2), opened(w.county)
    client = enter(w.authority)
    with clock.set_to(NOW + 10 * DAY):
        url = reverse("correction:course")
        book = load_workbook(
            io.BytesIO(client.get(url, {"export": "1", "by": "place"}).content)
        )
        listed = load_workbook(
            io.BytesIO(
                client.get(
                    reverse("correction:places"),
                    {"export": "1", "sort": "-open", "q": "Elder"},
                ).content
            )
        )
    time, age, places = (list(sheet.values) for sheet in book)
    assert time[1][:5] == ("All of them", 2, 1, 0, 2)
    assert age[2][-1] == 1
    assert places[1][:4] == ("T101-1", "County One Elder Home", 2, 1)
    assert len(list(listed.active.values)) == 2


def test_places_search_that_finds_nothing_says_so(w, enter):
    opened(w.county)
    page = enter(w.authority).get(reverse("correction:places"), {"q": "nowhere"})
    assert "Nothing matches" in page.content.decode()


def test_course_of_many_takes_few_queries(w, enter, django_assert_max_num_queries):
    for n in range(40):
        opened(w.county, at=("T101-1", "T101-2")[n % 2])
    client = enter(w.authority)
    for name in ("course", "places"):
        with django_assert_max_num_queries(14):
            client.get(reverse(f"correction:{name}"), {"by": "place"})


def test_lookback_shares_are_told_by_who_verified_first(w, enter):
    prefecture = w.post("officer", "T1")
    made = [closed(w) for _ in range(2)] + [closed(w, by=prefecture)]
    actions.draw_lookback(by=w.authority, share=1, seed="7 7")
    for finding, holds in zip(made, (False, True, True), strict=True):
        note = "" if holds else "The lock is gone."
        actions.verify(by=w.inspector, finding=finding, holds=holds, note=note)
    with scope.entered("T"):
        found = queries.outcomes(w.authority, "T", clock.now())
        figure = figures.lookback_failed(w.authority, "T", date(2020, 2, 27))
        before = figures.lookback_failed(w.authority, "T", date(2020, 2, 26))
    shares = [(o.post and o.post.pk, o.share.hits, o.share.seen) for o in found]
    assert shares == [(None, 1, 3), (w.county.pk, 1, 2), (prefecture.pk, 0, 1)]
    assert (figure.value, before.value) == (Decimal("33.3"), None)
    page = enter(w.authority).get(reverse("correction:lookbacks")).content.decode()
    assert "officer T101" in page
    assert "9% – 91%" in page  # Wilson's interval of 1 of 2


def test_lookback_can_be_drawn_again_by_what_its_page_shows(w, enter):
    import hashlib
    import hmac

    for _ in range(7):
        closed(w)
    lookback = actions.draw_lookback(by=w.authority, share=1 / 3, seed="4 1 6 2")
    page = enter(w.authority).get(reverse("correction:lookback", args=[lookback.pk]))
    shown = page.context
    key = hashlib.sha256(f"4 1 6 2|{shown['frame_print']}".encode())
    order = sorted(
        lookback.frame,
        key=lambda pk: hmac.digest(key.digest(), f"lookback|{pk}".encode(), "sha256"),
    )
    assert shown["key"] == key.hexdigest()
    assert order[:3] == lookback.drawn
    assert key.hexdigest() in page.content.decode()
