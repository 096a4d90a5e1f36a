"""What an order obliges to: marked, told, proved done, followed, taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from tests.factories.documents import directive
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.front.duty.late import obligations as late
from wardline.work.directives import actions, queries
from wardline.work.directives.models import Fulfilment, Relay

pytestmark = pytest.mark.django_db
KEY = "8f0c1f0e-0000-4000-8000-00000000000"


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


@pytest.fixture
def issued(w):
    return actions.issue(by=w.authority, directive=directive(w))


def marked(w, made, by=None, **told):
    told = {"role": "head", "proof": "measure", "text_zh": "逐屋检查。"} | told
    told.setdefault("due_at", moment("2020-02-22 12:00"))
    return actions.mark_obligation(by=by or w.authority, directive=made, **told)


def relay_at(made, code):
    return Relay.objects.get(directive=made, place=code)


def done(w, made, one, code="T101-1", **proof):
    proof = proof or {"text": "已查。"}
    by = w.post("head" if "-" in code else "officer", code)
    return actions.fulfil(by=by, relay=relay_at(made, code), obligation=one, **proof)


def test_obligation_concerns_the_kind_of_post_it_names(w, issued):
    heads = marked(w, issued)
    offices = marked(w, issued, role="officer")
    codes = {
        one: set(queries.concerned(one).values_list("place_id", flat=True))
        for one in (heads, offices)
    }
    assert codes[heads] == {"T101-1", "T101-2", "T102-1", "T201-1", "T201-2"}
    assert codes[offices] == {"T1", "T101", "T102", "T2", "T201"}


def test_obligation_can_be_narrowed_to_places_and_levels(w, issued):
    one = marked(w, issued, to=["T101-1", "T102"])
    assert set(queries.concerned(one).values_list("place_id", flat=True)) == {"T101-1"}


def test_progress_counts_proofs_and_places_where_nobody_answers(w, issued):
    one = marked(w, issued)
    done(w, issued, one)
    found = queries.progress(w.authority, [one])[0]
    assert (found.asked, found.done, found.missing, found.percent) == (5, 1, 4, 20)
    assert found.unnamed == 0
    empty = w.post("head", "T102-1")
    empty.until_on = clock.today()
    empty.save()
    assert queries.progress(w.authority, [one])[0].unnamed == 1
    assert found.state == "wait"
    with clock.set_to(moment("2020-02-22 13:00")):
        assert queries.progress(w.authority, [one])[0].state == "late"


def test_place_sees_what_is_asked_of_it_with_names_until_it_is_done(w, issued):
    one = marked(w, issued)
    marked(w, issued, role="officer")
    with scope.entered("T101-1"):
        asked = queries.asked_here(w.head, relay_at(issued, "T101-1"))
        assert [each.obligation for each in asked] == [one]
        assert asked[0].named == [w.head]
        assert list(queries.due_here(w.head)) == [one]
    done(w, issued, one)
    with scope.entered("T101-1"):
        asked = queries.asked_here(w.head, relay_at(issued, "T101-1"))
        assert (asked[0].state, asked[0].proof.text) == ("ok", "已查。")
        assert list(queries.due_here(w.head)) == []


def test_what_is_asked_costs_four_queries(w, issued, django_assert_max_num_queries):
    for _ in range(4):
        marked(w, issued)
    relay = Relay.objects.select_related("place").get(
        directive=issued, place_id="T101-1"
    )
    with django_assert_max_num_queries(4):
        assert len(queries.asked_here(w.head, relay)) == 4


def test_receipt_alone_is_proof_where_it_is_asked(w, issued):
    one = marked(w, issued, proof="receipt")
    actions.receive(by=w.head, relay=relay_at(issued, "T101-1"))
    assert queries.progress(w.authority, [one])[0].done == 1
    with scope.entered("T101-1"):
        assert list(queries.due_here(w.head)) == []


def test_who_answers_is_told_when_it_is_marked_after_the_issue(w, issued):
    marked(w, issued)
    told = Notice.objects.filter(code="directive.obliged")
    assert told.filter(post=w.head).exists()
    assert not told.filter(post=w.county).exists()


def test_county_adds_its_own_for_its_own_homes(w, issued):
    one = marked(w, issued, by=w.county)
    assert one.place_id == "T101"
    assert set(queries.concerned(one).values_list("place_id", flat=True)) == {
        "T101-1",
        "T101-2",
    }


def test_office_that_was_not_told_adds_nothing(w):
    draft = directive(w)
    told = {"by": w.county, "directive": draft, "role": "head", "proof": "report"}
    told |= {"text_zh": "查。", "due_at": moment("2020-02-22 12:00")}
    assert refused(actions.mark_obligation, **told) == "directives.not_received_here"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"due_at": moment("2020-02-21 16:00")}, "directives.due_in_the_past"),
        ({"text_zh": " "}, "directives.say_what"),
        ({"role": "head", "to": ["T101"]}, "directives.concerns_nobody"),
    ],
)
def test_obligation_without_words_or_in_the_past_is_refused(w, issued, told, code):
    with pytest.raises(ValidationError) as error, transaction.atomic():
        marked(w, issued, **told)
    assert error.value.code == code


@pytest.mark.parametrize("proof", ["meeting", "report", "measure"])
def test_proof_is_demanded(w, issued, proof):
    one = marked(w, issued, proof=proof)
    told = {"by": w.head, "relay": relay_at(issued, "T101-1"), "obligation": one}
    assert refused(actions.fulfil, **told) == f"directives.proof_missing.{proof}"


def test_photo_alone_proves_a_measure_and_signs_for_the_order(w, issued):
    one = marked(w, issued)
    file = {"name": "a.jpg", "media_type": "image/jpeg", "content": b"\xff\xd8\xff0"}
    kept = done(w, issued, one, file=file, text="")
    assert kept.file.name == "a.jpg"
    assert relay_at(issued, "T101-1").receipts.filter(kind="received").exists()


def test_done_counts_once(w, issued):
    one = marked(w, issued)
    done(w, issued, one)
    told = {"by": w.head, "relay": relay_at(issued, "T101-1"), "obligation": one}
    assert refused(actions.fulfil, **told, text="x") == "directives.fulfilled_already"
    assert Fulfilment.objects.count() == 1


def test_it_is_not_asked_of_other_places(w, issued):
    one = marked(w, issued, to=["T102-1"])
    told = {"by": w.head, "relay": relay_at(issued, "T101-1"), "obligation": one}
    assert refused(actions.fulfil, **told, text="x") == "directives.not_asked_here"


def test_neighbour_cannot_prove_it_done(w, issued):
    one = marked(w, issued)
    told = {"relay": relay_at(issued, "T101-1"), "obligation": one, "text": "x"}
    with pytest.raises(NotAllowed), transaction.atomic():
        actions.fulfil(by=w.post("head", "T102-1"), **told)


def test_taken_back_it_obliges_nobody_and_stays_on_record(w, issued):
    one = marked(w, issued)
    told = {"by": w.authority, "obligation": one}
    assert refused(actions.withdraw_obligation, **told, why=" ") == "directives.say_why"
    actions.withdraw_obligation(**told, why="写错了")
    assert refused(actions.withdraw_obligation, **told, why="x") == (
        "directives.withdrawn_already"
    )
    with scope.entered("T101-1"):
        assert list(queries.due_here(w.head)) == []
    one.refresh_from_db()
    assert queries.obligations(w.authority, issued) == [one]
    told = {"by": w.head, "relay": relay_at(issued, "T101-1"), "obligation": one}
    assert refused(actions.fulfil, **told, text="x") == "directives.withdrawn_already"


def test_late_ones_climb_by_the_clock(w, issued):
    one = marked(w, issued)
    done(w, issued, one)
    with clock.set_to(moment("2020-02-22 13:00")):
        found = list(late(w.authority, clock.now()))
    assert {each.place.code for each in found} == {
        "T101-2",
        "T102-1",
        "T201-1",
        "T201-2",
    }
    assert {each.due_at for each in found} == {one.due_at}


# ── pages ──


def test_suggestion_fills_the_form_and_bad_hours_keep_what_was_typed(w, enter):
    made = actions.take_in_directive(
        by=w.authority,
        at="T",
        text="关于值守的通知\n各县：\n必须于2月25日17时前报送名单。",
        issued_on=clock.today(),
    )
    page, url = (
        enter(w.authority, "zh-hans"),
        reverse("directives:obligations", args=[made.pk]),
    )
    first = page.get(url, {"from": "0"}).content.decode()
    assert "必须于2月25日17时前报送名单。</textarea>" in first
    assert 'value="2020-02-25T17:00"' in first
    form = {"key": f"{KEY}1", "text_zh": "报名单", "role": "head", "proof": "report"}
    bad = page.post(url, form | {"due_at": "2020-02-20T17:00"}).content.decode()
    assert "该时间已过" in bad
    assert "报名单</textarea>" in bad
    assert page.post(url, form | {"due_at": "2020-02-25T17:00"}).status_code == 302
    again = page.post(url, form | {"due_at": "2020-02-25T17:00"}, follow=True)
    assert "只计一次" in again.content.decode()
    assert made.obligations.count() == 1


def test_home_proves_it_done_on_its_page(w, issued, enter):
    one = marked(w, issued)
    relay = relay_at(issued, "T101-1")
    page = enter(w.head)
    shown = page.get(reverse("directives:show", args=[issued.pk])).content.decode()
    url = reverse("directives:fulfil", args=[relay.pk, one.pk])
    assert url in shown
    empty = page.post(url, {"key": f"{KEY}2", "text": ""}).content.decode()
    assert "add a photo that shows it" in empty
    large = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * (21 * 2**20))
    told = {"key": f"{KEY}2", "text": "All checked.", "file": large}
    said = page.post(url, told).content.decode()
    assert "larger than 20 MB" in said
    assert "All checked.</textarea>" in said
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff0", "image/jpeg")
    done = page.post(url, told | {"file": photo}, follow=True).content.decode()
    assert "All checked." in done
    assert "a.jpg" in done


def test_office_sees_who_has_not_and_takes_the_list_away(w, issued, enter):
    one = marked(w, issued)
    url = reverse("directives:obligation", args=[one.pk])
    page = enter(w.county).get(url).content.decode()
    assert "Who has not proved it done" in page
    assert w.head.user.name in page
    assert "Take it back" not in page
    book = enter(w.county).get(url, {"export": "1"})
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    own = enter(w.authority)
    assert "Take it back" in own.get(url).content.decode()
    gone = own.post(url, {"key": f"{KEY}3", "why": "Marked twice"}, follow=True)
    assert "Marked twice" in gone.content.decode()


def test_stranger_finds_nothing(w, enter):
    draft = directive(w)
    one = marked(w, draft)
    for name, args in (("obligations", [draft.pk]), ("obligation", [one.pk])):
        assert (
            enter(w.county).get(reverse(f"directives:{name}", args=args)).status_code
            == 404
        )
