"""Every page of the gate, as each of its readers sees it, in both languages."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.gate import (
    fulfilled,
    isolated,
    resident,
    seen_from,
    watched,
)
from wardline.base.places import clock
from wardline.core.roster import queries as facts
from wardline.work.gate import actions, figures, queries

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-4000-8000-00000000000"


def text(response):
    assert response.status_code == 200, response.status_code
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)


def full_house(w):
    """A house in which every page has something to show."""
    person, ready = resident(w, "何建国", "301"), resident(w, "王秀兰", "201")
    isolated(w, person, "2020-02-10 09:30")
    watched(w, person, "2020-02-11", 3)
    isolation = fulfilled(w, ready)
    actions.cross(
        by=w.duty,
        at="T101-1",
        direction="in",
        crosser="visitor",
        name="王先生",
        purpose="探视",
    )
    actions.permit(
        by=w.head,
        at="T101-1",
        crosser="contractor",
        name="李工",
        reason="锅炉",
        until_at=clock.now() + timedelta(hours=3),
    )
    actions.close(
        by=w.head, at="T101-1", from_on=date(2020, 2, 1), document_code="guide"
    )
    intake = actions.begin_intake(
        by=w.duty,
        at="T101-1",
        found_at=clock.now(),
        found_where="桥下",
        found_by="派出所",
        kind="infant",
        name="安安",
    )
    return person, isolation, intake


def pages(person, isolation, intake):
    pk = person.pk
    yield from ("gate:index", "gate:register", "gate:people", "gate:board")
    yield from ("gate:releases", "gate:intakes", "gate:enrol", "gate:begin-intake")
    yield ("gate:house", "T101-1")
    yield ("gate:cross", "in", "staff")
    yield ("gate:cross", "in", "visitor")
    yield ("gate:person", pk)
    yield from (("gate:write", pk, what) for what in ("check", "test", "breach"))
    yield ("gate:write", pk, "isolate")
    yield ("gate:round", "morning")
    yield ("gate:case", isolation.pk)
    yield ("gate:end", isolation.pk)
    yield ("gate:intake", intake.pk)
    yield ("gate:permit", "T101-1")
    yield ("gate:visit", "T101-1")
    yield ("gate:shifts", "T101-1")
    yield from ("gate:permits", "gate:movement", "gate:tickets", "gate:issue")
    yield "gate:scan"
    yield ("gate:close", "T101-1")


def url(page):
    name, *args = (page,) if isinstance(page, str) else page
    return reverse(name, args=args)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_speak_the_readers_language(w, enter, language):
    things = full_house(w)
    client = enter(w.head, language)
    for page in pages(*things):
        said = text(client.get(url(page)))
        assert "…" not in said, (page, said)
        codes = re.findall(r"\b(?:gate|roster|closure|intake|clause|sample)\.\w+", said)
        assert codes == [], (page, codes)
        if language == "zh-hans":
            english = re.findall(r"(?<![\w-])[a-z]{3,}(?: [a-z]{2,}){2,}", said)
            assert english == [], (page, english)


def test_pages_of_a_division_list_its_houses(w, enter):
    full_house(w)
    said = text(enter(w.county).get(reverse("gate:index")))
    assert "County One Elder Home" in said
    assert "County Two Elder Home" not in said
    said = text(enter(w.county).get(reverse("gate:index") + "?q=children"))
    assert "County One Elder Home" not in said


@pytest.mark.parametrize("name", ["index", "register", "people", "board"])
def test_lists_can_be_taken_away_as_a_workbook(w, enter, name):
    full_house(w)
    answer = enter(w.county).get(reverse(f"gate:{name}") + "?export=1")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("name", "limit"),
    [("index", 32), ("register", 14), ("people", 14), ("board", 24), ("intakes", 20)],
)
def test_lists_cost_the_same_for_one_and_for_many(
    w, enter, django_assert_max_num_queries, name, limit
):
    for n in range(5):
        isolated(w, resident(w, f"人{n}"), f"2020-02-1{n} 09:30")
        actions.cross(by=w.duty, at="T101-1", direction="in", crosser="visitor")
    client = enter(w.county)
    client.get(reverse(f"gate:{name}"))
    with django_assert_max_num_queries(limit):
        client.get(reverse(f"gate:{name}"))


def test_strangers_find_nothing(w, enter):
    person, isolation, intake = full_house(w)
    client = enter(w.post("head", "T101-2"))
    for page in (
        ("gate:person", person.pk),
        ("gate:case", isolation.pk),
        ("gate:intake", intake.pk),
        ("gate:house", "T101-1"),
        ("gate:write", person.pk, "check"),
    ):
        assert client.get(url(page)).status_code == 404, page
    assert "王先生" not in text(client.get(reverse("gate:register")))
    assert enter(w.inspector).get(reverse("gate:index")).status_code == 404


def test_unknown_kinds_of_page_are_not_found(w, enter):
    client, person = enter(w.duty), resident(w)
    for page in (
        ("gate:cross", "up", "visitor"),
        ("gate:cross", "in", "dragon"),
        ("gate:write", person.pk, "wish"),
        ("gate:round", "noon"),
    ):
        assert client.get(url(page)).status_code == 404


def test_crossing_form_keeps_what_was_typed_and_enters_nothing(w, enter):
    client = enter(w.duty)
    page = reverse("gate:cross", args=["in", "visitor"])
    sent = {"name": "王先生", "purpose": "探视", "temperature": "365", "key": KEY + "1"}
    said = client.post(page, sent)
    assert 'value="王先生"' in said.content.decode()
    assert 'value="365"' in said.content.decode()
    with seen_from(w.duty):
        assert not facts.passes(w.duty).exists()


def test_crossing_form_sent_twice_shows_the_first_answer(w, enter):
    client = enter(w.duty)
    page = reverse("gate:cross", args=["in", "visitor"])
    sent = {"name": "王先生", "temperature": "36.5", "masked": "on", "key": KEY + "2"}
    first, second = client.post(page, sent), client.post(page, sent)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    said = text(client.get(first.url))
    assert "Refused" in said
    assert "What no-visits asks." in said
    assert "Guide, no-visits" in said


def test_check_of_the_future_or_impossible_is_refused_beside_its_field(w, enter):
    client, person = enter(w.duty), resident(w)
    page = reverse("gate:write", args=[person.pk, "check"])
    sent = {"taken_at": "2020-02-16T09:30", "temperature": "12", "symptomatic": "no"}
    answer = client.post(page, sent | {"key": KEY + "3", "note": "咳嗽"})
    said = text(answer)
    assert "This time has not come yet" in said
    assert "cannot be a body temperature" in said
    assert 'value="咳嗽"' in answer.content.decode()
    with seen_from(w.duty):
        assert facts.history(w.duty, person)["checks"] == []


@pytest.mark.parametrize(
    ("what", "sent", "kind"),
    [
        (
            "check",
            {"taken_at": "2020-02-16T08:00", "symptomatic": "not_done"},
            "checks",
        ),
        (
            "test",
            {
                "sampled_at": "2020-02-15T08:00",
                "outcome": "negative",
                "assay": "NAAT",
                "specimen": "OP",
                "pathogen": "SARS-CoV-2",
            },
            "tests",
        ),
        (
            "breach",
            {
                "kind": "visitor",
                "from_at": "2020-02-15T08:00",
                "to_at": "2020-02-15T09:00",
            },
            "breaches",
        ),
        (
            "isolate",
            {
                "from_at": "2020-02-15T08:00",
                "reason": "return",
                "room": "G-1",
                "alone": "on",
                "venue": "institution",
            },
            "isolations",
        ),
    ],
)
def test_facts_are_entered_by_form_once(w, enter, what, sent, kind):
    client, person = enter(w.duty), resident(w)
    page = reverse("gate:write", args=[person.pk, what])
    for _ in range(2):
        answer = client.post(page, sent | {"key": KEY + "4"}, follow=True)
        assert answer.redirect_chain
    assert "counts once" in text(answer)
    with seen_from(w.duty):
        assert len(facts.history(w.duty, person)[kind]) == 1


def test_breach_that_ends_first_is_refused_with_words(w, enter):
    client, person = enter(w.duty), resident(w)
    sent = {"kind": "visitor", "from_at": "2020-02-15T09:00", "key": KEY + "5"}
    page = reverse("gate:write", args=[person.pk, "breach"])
    said = text(client.post(page, sent | {"to_at": "2020-02-15T08:00"}))
    assert "It ends before it begins" in said


def test_second_isolation_is_refused_with_words(w, enter):
    client, person = enter(w.duty), resident(w)
    isolated(w, person)
    sent = {"from_at": "2020-02-15T08:00", "reason": "new", "room": "G", "alone": "on"}
    sent |= {"venue": "hotel", "key": KEY + "6"}
    page = reverse("gate:write", args=[person.pk, "isolate"])
    assert "has been in isolation since" in text(client.post(page, sent))


def test_enrol_by_form(w, enter):
    client = enter(w.duty)
    sent = {"kind": "worker", "name": "赵晓梅", "from_at": "2020-02-15T08:00"}
    answer = client.post(
        reverse("gate:enrol"), sent | {"room": "1", "key": KEY + "7"}, follow=True
    )
    assert "赵晓梅" in text(answer)


def test_permit_asks_for_a_name(w, enter):
    client = enter(w.head)
    page = reverse("gate:permit", args=["T101-1"])
    sent = {"crosser": "visitor", "reason": "x", "until_at": "2020-02-17T08:00"}
    assert "Name the person or company" in text(
        client.post(page, sent | {"key": KEY + "8"})
    )
    answer = client.post(page, sent | {"key": KEY + "9", "name": "王"}, follow=True)
    assert "The exception holds from now on." in text(answer)


def test_close_by_form(w, enter):
    client = enter(w.county)
    page = reverse("gate:close", args=["T101"])
    sent = {"from_on": "2020-02-16", "document_code": "guide", "key": KEY + "a"}
    assert "on record" in text(client.post(page, sent, follow=True))
    with seen_from(w.county):
        assert len(queries.closed(w.county, "T101", date(2020, 2, 16))) == 2
    nurse = enter(w.duty).get(reverse("gate:close", args=["T101-1"]))
    assert nurse.status_code == 403


def test_end_without_release_is_the_heads(w, enter):
    isolation = isolated(w, resident(w))
    page = reverse("gate:end", args=[isolation.pk])
    assert enter(w.duty).get(page).status_code == 403
    sent = {"moment": "2020-02-16T08:00", "key": KEY + "b"}
    assert "has ended" in text(enter(w.head).post(page, sent, follow=True))


def test_figures_count_by_place_and_sum(w):
    _person, isolation, _intake = full_house(w)
    actions.release(by=w.head, isolation=isolation)
    on = date(2020, 2, 16)
    with seen_from(w.county):
        table = figures.table(w.county, "T101", on)
        assert figures.row(table, "T101-1") == {
            "crossings": 1,
            "refused": 1,
            "isolating": 1,
            "ready": 0,
            "released": 1,
            "rounds": 0,
            "closed": 1,
        }
        sums = {f.code: f.value for f in figures.totals(table, "T101", on, houses=2)}
        closed = figures.closed(w.county, "T101", on)
        steps = figures.intakes_by_step(w.county, "T101", on)
        assert figures.intakes(w.county, "T101", on).value == 1
        assert figures.released(w.county, "T101", on).value == 1
    assert sums["gate.releases"] == sums["gate.refusals"] == 1
    assert (closed.value, closed.missing) == (1, 1)
    assert steps == {"hospital": 1}
