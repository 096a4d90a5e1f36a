"""The self-check: a home answers every measure that binds it; those above read it, put
right what it says falls short, and see where inspectors found otherwise."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from python_calamine import CalamineWorkbook

from tests.core.guidance.norm import lay_down, measure
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock, scope
from wardline.core.correction import actions as correction
from wardline.core.guidance import actions as guidance
from wardline.front.desk.queries.todo import self_check as on_the_desk
from wardline.work.inspection import actions, queries
from wardline.work.inspection.models import SelfCheck

pytestmark = pytest.mark.django_db
CODES = ["elder-apart", "no-visits", "report", "rhythm"]


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        row = measure("rhythm", "responsibility.self_check", levels=[])
        row |= {"params": {"every_days": 7}, "valid_from": date(2020, 2, 18)}
        guidance.set_measures(by=made.authority, at="T", rows=[row])
        yield made


@pytest.fixture
def at(client):
    def page(post, url, language="en", **data):
        client.force_login(post.user)
        client.cookies["django_language"] = language
        if data:
            data = {"key": str(uuid4()), **data}
        sent = client.post(url, data, follow=True) if data else client.get(url)
        assert sent.status_code == 200
        return sent.content.decode()

    return page


def answered(w, **given):
    answers = dict.fromkeys(CODES, "yes") | given
    return actions.answer_self_check(by=w.head, answers=answers, notes={})


def test_every_measure_is_answered_or_nothing_is_kept(w):
    answers = dict.fromkeys(CODES[:3], "yes") | {"rhythm": "perhaps"}
    with pytest.raises(ValidationError) as refused:
        actions.answer_self_check(by=w.head, answers=answers, notes={})
    assert refused.value.code == "inspection.answer_all"
    with pytest.raises(NotAllowed):
        actions.answer_self_check(by=w.county, answers={}, notes={})
    with scope.entered("T"):
        assert not SelfCheck.objects.exists()


def test_it_is_due_by_the_rhythm_and_stands_on_the_desk(w):
    def due():
        with scope.entered("T101-1"):
            return queries.self_check_due(w.head, w.head.place, clock.today())

    def on_desk():
        with scope.entered("T101-1"):
            found = on_the_desk(w.head, clock.now())
            return [item.state for item in found]

    assert (due(), on_desk()) == (date(2020, 2, 25), ["late"])
    answered(w)
    assert (due(), on_desk()) == (date(2020, 3, 5), [])
    with clock.set_to(moment("2020-03-05 09:00")):
        assert on_desk() == ["wait"]


def test_few_taps_on_a_phone(w, at):
    page = at(w.duty, "/self-check/")
    assert "The next self-check is due on 25 February 2020" in page
    page = at(w.duty, "/self-check/answer", **{"answer-report": "no"})
    assert "3 measures are not answered" in page
    told = {"answer-report": "no", "note-report": "the line was down", "rest": "on"}
    assert "The self-check is signed." in at(w.duty, "/self-check/answer", **told)
    with scope.entered("T"):
        check = SelfCheck.objects.get()
    assert check.answers == dict.fromkeys(CODES, "yes") | {"report": "no"}
    assert check.notes == {"report": "the line was down"}
    # the next time, all is marked as it was
    page = at(w.duty, "/self-check/answer", "zh-hans")
    assert "已按" in page and page.count("checked") == 4


def test_office_reads_it_and_opens_one_finding(w, at):
    check = answered(w, report="no")
    page = at(w.county, "/self-check/")
    assert "County One Elder Home" in page and "never" in page
    page = at(w.county, f"/self-check/{check.pk}/")
    assert page.count("Open a finding") == 1
    told = {"fact": "No report was sent on two days.", "severity": "2"}
    url = f"/self-check/{check.pk}/report/finding"
    assert "What report asks." in at(w.county, url)
    for _twice in range(2):
        at(w.county, url, **told)
    page = at(w.county, f"/self-check/{check.pk}/")
    assert "Open a finding" not in page and "Finding " in page
    assert "Open a finding" not in at(w.head, f"/self-check/{check.pk}/")
    with scope.entered("T"):
        (row,) = [r for r in queries.answered(w.authority, check) if r.finding]
    assert (row.code, row.finding.source) == ("report", "self_check")


def test_self_check_is_unknown_elsewhere(w, client):
    check = answered(w)
    client.force_login(w.post("officer", "T102").user)
    assert client.get(f"/self-check/{check.pk}/").status_code == 404


def found(w, code, at="T101-1"):
    told = {"by": w.authority, "at": at, "source": "inspection", "severity": 2}
    fact = f"{code} falls short"
    return correction.open_finding(measure_code=code, fact=fact, **told)


def test_what_inspectors_saw_otherwise_is_listed(w, at, client):
    found(w, "no-visits")  # before the home had said anything
    with clock.set_to(moment("2020-02-27 10:00")):
        answered(w, report="no", rhythm="not_applicable")
    with clock.set_to(moment("2020-02-27 11:00")):
        for code in ("no-visits", "report", "rhythm", "unheard-of"):
            found(w, code)
    with clock.set_to(moment("2020-02-27 12:00")):
        answered(w, **{"no-visits": "no"})  # a later word does not undo the earlier
        with scope.entered("T"):
            rows = queries.differing(w.authority)
            said = {(r.measure_code, r.said) for r in rows}
        assert said == {("no-visits", "yes"), ("rhythm", "not_applicable")}
        page = at(w.county, "/self-check/differences/")
        assert "no-visits falls short" in page and "report falls short" not in page
        assert "Nothing matches" in at(w.county, "/self-check/differences/?q=nowhere")
        other = w.post("officer", "T201")
        assert "falls short</" not in at(other, "/self-check/differences/")
        client.force_login(w.county.user)
        sent = client.get("/self-check/differences/?export=1").content
        book = CalamineWorkbook.from_filelike(BytesIO(sent))
        assert len(book.get_sheet_by_index(0).to_python()) == 3


def test_list_of_homes_takes_few_queries(w, client, django_assert_max_num_queries):
    answered(w)
    client.force_login(w.authority.user)
    with django_assert_max_num_queries(20):
        client.get("/self-check/")
    with django_assert_max_num_queries(20):
        client.get("/self-check/differences/")


def test_what_binds_names_the_question_and_the_gate(w, at):
    row = {"code": "q1", "aspect": "entry_exit", "measure_code": "no-visits"}
    row |= {"severity": 2, "question_en": "Are visitors kept out?"}
    row |= {"question_zh": "", "institution_kinds": []}
    actions.set_checklist(by=w.authority, at="T", rows=[row])
    page = at(w.duty, "/guidance/")
    assert "Checklist: Are visitors kept out?" in page
    assert "The gate refuses by it" in page
