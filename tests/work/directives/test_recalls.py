"""An order is taken back, or another takes its place: it orders nothing any more."""

import pytest

from tests.factories.documents import directive
from tests.factories.phone import Phone
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.work.directives import actions, chasing, queries
from wardline.work.directives.models import Directive, Receipt, Relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


@pytest.fixture
def issued(w):
    return actions.issue(by=w.authority, directive=directive(w))


def relay_at(made, code):
    return Relay.objects.get(directive=made, place_id=code)


def recalled(w, made, why="写错了时限"):
    with clock.set_to(moment("2020-02-21 19:00")):
        return actions.recall(by=w.authority, directive=made, why=why)


def test_recalled_order_tells_all_who_had_it_and_asks_for_nothing(w, issued):
    one = actions.mark_obligation(
        by=w.authority,
        directive=issued,
        role="head",
        due_at=moment("2020-02-22 12:00"),
        proof="report",
        text_zh="上报",
    )
    with scope.entered("T101-1"):
        actions.receive(by=w.duty, relay=relay_at(issued, "T101-1"))
    recalled(w, issued)
    told = set(Notice.objects.filter(code="directive.recalled").values_list("place_id"))
    assert ("T101-1",) in told and len(told) == 10
    late = moment("2020-02-25 09:00")
    assert not queries.overdue(w.authority, late).exists()
    assert not queries.overdue_obligations(w.authority, late, issued.issued_at)
    with scope.entered("T101-1", w.duty.user_id):
        assert not queries.inbox(w.duty).exists()
        assert not queries.due_here(w.head).exists()
        relay = relay_at(issued, "T101-1")
        told = {"by": w.head, "relay": relay}
        assert refused(actions.mark_done, **told) == "directives.recalled_already"
        told = {"by": w.head, "relay": relay, "obligation": one, "text": "x"}
        assert refused(actions.fulfil, **told) == "directives.recalled_already"
    # what was answered stays
    assert Receipt.objects.filter(relay__directive=issued, place_id="T101-1").exists()
    assert [d.pk for d in queries.directives(w.authority, state="recalled")] == [
        issued.pk
    ]
    assert not queries.directives(w.authority, state="open").exists()


def test_recall_asks_why_once_and_only_of_what_was_issued(w, issued):
    told = {"by": w.authority, "directive": issued}
    assert refused(actions.recall, **told, why=" ") == "directives.say_why_recalled"
    recalled(w, issued)
    issued.refresh_from_db()
    assert refused(chasing.remind, **told) == "directives.recalled_already"
    told["why"] = "x"
    assert refused(actions.recall, **told) == "directives.recalled_already"
    told["directive"] = directive(w, number="清民发〔2020〕11号")
    assert refused(actions.recall, **told) == "directives.not_issued"


def test_office_below_recalls_nothing_of_the_offices_above(w, issued):
    with scope.entered("T101"), pytest.raises(NotAllowed):
        actions.recall(by=w.county, directive=issued, why="x")
    assert Directive.objects.get(pk=issued.pk).recalled_at is None


def test_issue_replaces_what_stood_and_tells_only_who_does_not_get_the_new(w, issued):
    new = directive(w, number="清民发〔2020〕11号")
    told = {"directive": new, "to": ["T101-1", "T1"], "replaces": issued}
    with clock.set_to(moment("2020-02-21 19:00")):
        actions.issue(by=w.authority, **told)
    old = Directive.objects.get(pk=issued.pk)
    assert old.replaced_by_id == new.pk and old.recalled_at is not None
    places = Notice.objects.filter(code="directive.recalled").values_list("place_id")
    told = {code for (code,) in places}
    assert len(told) == 8 and not told & {"T101-1", "T1"}
    other = directive(w, number="清民发〔2020〕12号")
    told = {"by": w.authority, "directive": other, "replaces": old}
    assert refused(actions.issue, **told) == "directives.recalled_already"
    assert Directive.objects.get(pk=other.pk).issued_at is None


def test_county_may_ask_for_receipts_sooner_and_never_later(w):
    made = actions.issue(by=w.authority, directive=directive(w), depths=[2])
    with scope.entered("T101", w.county.user_id):
        relay = relay_at(made, "T101")
        told = {"by": w.county, "relay": relay, "due_hours": made.due_hours + 1}
        assert refused(actions.relay, **told) == "directives.term_longer"
        actions.relay(**told | {"due_hours": 2, "added_text": "本区每日两次报告。"})
    home = relay_at(made, "T101-1")
    assert home.due_at == moment("2020-02-21 19:00")
    with scope.entered("T101", w.county.user_id):
        signed = Receipt.objects.filter(relay=relay_at(made, "T101"))
        assert {one.kind for one in signed} == {"received", "read"}


def test_receipt_reading_and_doing_are_three_moments_each_with_a_name(w, issued):
    relay = relay_at(issued, "T101-1")
    for hour, act, by in [
        ("18:00", actions.receive, w.duty),
        ("19:00", actions.mark_read, w.head),
        ("20:00", actions.mark_done, w.head),
    ]:
        at = moment(f"2020-02-21 {hour}")
        with clock.set_to(at), scope.entered("T101-1", by.user_id):
            act(by=by, relay=relay)
    kept = Receipt.objects.filter(relay=relay).order_by("at")
    assert [(r.kind, r.by_id) for r in kept] == [
        ("received", w.duty.pk),
        ("read", w.head.pk),
        ("done", w.head.pk),
    ]
    relay = relay_at(issued, "T101-1")
    assert [relay.received_at, relay.read_at, relay.done_at] == [r.at for r in kept]
    assert relay.depth == 3
    total, _levels = queries.reach(w.authority, issued)
    assert (total.received, total.read, total.done) == (1, 1, 1)
    assert queries.reached(w.authority, [issued])[issued.pk].read == 1
    with scope.entered("T101-1", w.head.user_id):
        told = {"by": w.head, "relay": relay}
        assert refused(actions.mark_read, **told) == "directives.read_already"


# ── pages ──


def phone(post, language="en"):
    return Phone(post, language).at("2020-02-21 18:00")


def test_office_recalls_on_the_page_and_the_home_reads_why(w, issued):
    url = f"/directives/{issued.pk}"
    page = phone(w.authority).open(url).tap("Recall it")
    assert "its clocks stop" in page.said
    empty = page.fill(why="")
    assert "Fill in “Why it is recalled”" in empty.said
    said = page.fill(why="The term was wrong").said
    assert "Everyone who had it is told." in said
    late = page.at("2020-02-25 09:00").open(url).said
    assert "Remind them" not in late and "Late" not in late
    home = phone(w.duty, "zh-hans").open(url).said
    assert "不再具有效力" in home and "The term was wrong" in home
    assert "已阅并签收" not in home


def test_home_reads_with_one_tap_and_shows_a_photo_when_done(w, issued):
    page = phone(w.duty).open(f"/directives/{issued.pk}")
    relay = relay_at(issued, "T101-1")
    sent = {"key": "0b0e7a3c-9d59-4d6e-9c41-0d8a4a7d8c11"}
    with clock.set_to(page.now):
        answer = page.client.post(f"/directives/relays/{relay.pk}/read", sent)
    assert answer.status_code == 302
    assert "read" in page.open(f"/directives/{issued.pk}").said
    kinds = Receipt.objects.filter(relay=relay).values_list("kind", flat=True)
    assert set(kinds) == {"received", "read"}


def test_proof_of_fifty_megabytes_is_refused_and_the_words_stay(w, issued):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page, relay = phone(w.duty), relay_at(issued, "T101-1")
    big = SimpleUploadedFile("large.jpg", b"\xff\xd8" + b"0" * (50 * 2**20))
    sent = {"key": "0b0e7a3c-9d59-4d6e-9c41-0d8a4a7d8c12", "text": "已全部消毒"}
    with clock.set_to(page.now):
        answer = page.client.post(
            f"/directives/relays/{relay.pk}/done", {**sent, "file": big}
        )
    said = answer.content.decode()
    assert "20 MB" in said and "已全部消毒" in said
    assert not Receipt.objects.filter(relay=relay, kind="done").exists()
    small = SimpleUploadedFile("small.jpg", b"\xff\xd8\xff", "image/jpeg")
    with clock.set_to(page.now):
        page.client.post(f"/directives/relays/{relay.pk}/done", {**sent, "file": small})
    kept = Receipt.objects.get(relay=relay, kind="done")
    assert kept.file.name == "small.jpg" and kept.text == "已全部消毒"


def test_draft_names_on_its_page_what_it_replaces(w, issued):
    new = directive(w, number="清民发〔2020〕11号")
    page = phone(w.authority).open(f"/directives/{new.pk}/issue")
    said = page.fill(replaces=str(issued.pk), due_hours="12").said
    assert "It replaces" in said
    old = phone(w.county).open(f"/directives/{issued.pk}").said
    assert "In its place stands:" in old


def test_stranger_recalls_nothing(w, issued):
    page = phone(w.post("officer", "T102"))
    with clock.set_to(page.now):
        answer = page.client.post(f"/directives/{issued.pk}/recall", {"why": "x"})
    assert answer.status_code in (403, 404)
    assert Directive.objects.get(pk=issued.pk).recalled_at is None
