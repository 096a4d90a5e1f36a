"""A directive is taken in, corrected, issued, passed on, received and done."""

from datetime import date

import pytest

from tests.factories.documents import NOTICE, TITLE, directive
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.deeds import Repeated
from wardline.base.ledger.models import Attachment, Entry
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.work.directives import actions, queries
from wardline.work.directives.models import Directive, Relay
from wardline.work.directives.reading import restore, side_by_side

pytestmark = pytest.mark.django_db
BELOW = ["T1", "T101", "T101-1", "T101-2", "T102", "T102-1", "T2", "T201"]
BELOW += ["T201-1", "T201-2"]


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


def test_take_in_recovers_the_fields_and_keeps_the_original(w):
    made = directive(w, number="清民发〔2020〕10号")
    assert made.title_zh.endswith(TITLE)
    assert made.number == "清民发〔2020〕10号"
    assert made.issued_on == date(2020, 2, 21)
    assert "逐级明确责任人" in made.body_zh
    assert made.issued_at is None
    kept = Attachment.objects.get(pk=made.original_id)
    assert bytes(kept.content) == NOTICE.encode()


def test_take_in_keeps_every_change_so_that_the_original_can_be_rebuilt(w):
    damaged = (
        "<html><body><h1>关于取暖的通知</h1><p>各机构请检查取暖(nuǎn)设备,"
        "隨著天气变化及时报告,,不得拖延。</p></body></html>"
    )
    made = actions.take_in_directive(
        by=w.authority, at="T", content=damaged.encode(), name="a.html"
    )
    kept = queries.kept_reading(Directive.objects.get(pk=made.pk))
    assert made.changes
    parts = list(side_by_side(kept))
    assert "".join(part.before for part in parts) == made.original_text
    assert restore("".join(part.after for part in parts), kept.changes) == (
        made.original_text
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x00\x00", "unknown_format"),
        (b"a" * (20 * 2**20 + 1), "too_large"),
        (b"%PDF-1.4 broken", "damaged_file"),
    ],
)
def test_take_in_refuses_what_cannot_be_read(w, content, code):
    told = {"by": w.authority, "at": "T", "content": content}
    assert refused(actions.take_in_directive, **told) == f"directives.unreadable.{code}"
    assert not Directive.objects.exists()


def test_a_draft_is_seen_by_its_office_alone(w):
    directive(w)
    assert queries.directives(w.authority).count() == 1
    with scope.entered("T101"):
        assert queries.directives(w.county).count() == 0


def test_correct_changes_a_draft_and_nothing_that_is_issued(w):
    made = directive(w)
    actions.correct_directive(by=w.authority, directive=made, title_en="Keep up")
    made.refresh_from_db()
    assert made.title_en == "Keep up"
    actions.issue(by=w.authority, directive=made)
    told = {"by": w.authority, "directive": made, "title_en": "Relax"}
    assert refused(actions.correct_directive, **told) == "directives.issued_already"


def test_issue_sends_one_relay_to_each_place_and_tells_who_answers(w):
    made = actions.issue(by=w.authority, directive=directive(w), due_hours=6)
    relays = Relay.objects.filter(directive=made).order_by("place_id")
    assert [relay.place_id for relay in relays] == BELOW
    assert {relay.due_at for relay in relays} == {moment("2020-02-21 23:00")}
    told = Notice.objects.filter(code="directive.issued")
    assert told.count() == 10
    assert told.filter(post=w.head).exists()
    assert not told.filter(post=w.duty).exists()
    assert refused(actions.issue, by=w.authority, directive=made) == (
        "directives.issued_already"
    )


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ({"depths": [1]}, ["T1", "T2"]),
        (
            {"depths": [3], "to": ["T102"]},
            [c for c in BELOW if "-" in c or c == "T102"],
        ),
        ({"to": ["T201-1"]}, ["T201-1"]),
    ],
)
def test_issue_goes_to_levels_and_places_chosen(w, chosen, codes):
    made = actions.issue(by=w.authority, directive=directive(w), **chosen)
    sent = Relay.objects.filter(directive=made).values_list("place_id", flat=True)
    assert sorted(sent) == sorted(codes)


def test_issue_to_nobody_is_refused(w):
    told = {"by": w.authority, "directive": directive(w), "depths": [9]}
    assert refused(actions.issue, **told) == "directives.nobody_below"


def test_relay_passes_on_with_lines_and_signs_for_the_one_who_passes(w):
    made = actions.issue(by=w.authority, directive=directive(w), depths=[2])
    office = Relay.objects.get(directive=made, place_id="T101")
    with scope.entered("T101"):
        actions.relay(by=w.county, relay=office, added_text="今晚报齐名单。")
    below = Relay.objects.filter(parent=office).order_by("place_id")
    assert [relay.place_id for relay in below] == ["T101-1", "T101-2"]
    assert below[0].added[0]["text"] == "今晚报齐名单。"
    assert queries.relay(w.authority, office.pk).received_at == clock.now()
    with scope.entered("T101-1"):
        seen = queries.relay_here(w.head, made)
        assert seen.lines[0]["place"].name_en == "County One"


def test_relay_adds_lines_for_those_who_have_the_directive_already(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    office = Relay.objects.get(directive=made, place_id="T101")
    actions.relay(by=w.county, relay=office, added_text="一")
    actions.relay(by=w.county, relay=office, added_text="二")
    below = Relay.objects.get(directive=made, place_id="T101-2")
    assert [line["text"] for line in below.added] == ["一", "二"]
    assert Relay.objects.get(directive=made, place_id="T102-1").added == []
    assert Notice.objects.filter(code="directive.added", post=w.head).count() == 2
    assert refused(actions.relay, by=w.county, relay=office) == (
        "directives.nothing_to_pass_on"
    )


def test_receive_counts_once_and_done_is_a_receipt_too(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    relay = Relay.objects.get(directive=made, place_id="T101-1")
    actions.receive(by=w.duty, relay=relay, key="a")
    with pytest.raises(Repeated):
        actions.receive(by=w.duty, relay=relay, key="a")
    assert refused(actions.receive, by=w.head, relay=relay) == (
        "directives.received_already"
    )
    other = Relay.objects.get(directive=made, place_id="T101-2")
    head = w.post("head", "T101-2")
    actions.mark_done(by=head, relay=other, text="三步已做")
    found = queries.relay(w.authority, other.pk)
    assert found.received_at == found.done_at == clock.now()
    assert refused(actions.mark_done, by=head, relay=other) == "directives.done_already"
    assert Entry.objects.filter(verb="receive").count() == 1


def test_a_neighbour_and_an_ended_post_may_not_sign(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    relay = Relay.objects.get(directive=made, place_id="T101-1")
    with pytest.raises(NotAllowed) as error:
        actions.receive(by=w.post("head", "T102-1"), relay=relay)
    assert error.value.code == "not_your_place"
    ended = w.head
    ended.until_on = date(2020, 2, 21)
    with pytest.raises(NotAllowed) as error:
        actions.receive(by=ended, relay=relay)
    assert error.value.code == "post_ended"


def test_inbox_holds_what_is_not_done_and_empties(w):
    made = actions.issue(by=w.authority, directive=directive(w))
    with scope.entered("T101-1"):
        (relay,) = queries.inbox(w.duty)
        assert relay.received_at is None
        actions.mark_done(by=w.duty, relay=relay)
        assert not queries.inbox(w.duty).exists()
        assert queries.directives(w.duty).get() == made


def test_reach_counts_levels_names_the_missing_and_times_the_hops(
    w, django_assert_num_queries
):
    made = actions.issue(by=w.authority, directive=directive(w))
    with clock.set_to(moment("2020-02-21 18:00")):
        for code in ("T1", "T2"):
            relay = Relay.objects.get(directive=made, place_id=code)
            actions.receive(by=w.post("officer", code), relay=relay)
    with clock.set_to(moment("2020-02-21 20:00")):
        relay = Relay.objects.get(directive=made, place_id="T101-1")
        actions.receive(by=w.head, relay=relay)
    with django_assert_num_queries(2):
        total, levels = queries.reach(w.authority, made)
    assert (total.sent, total.received, total.missing) == (10, 3, 7)
    assert (total.median_hours, total.worst_hours, total.full) == (None, 3.0, None)
    assert [(each.level.name_en, each.percent) for each in levels] == [
        ("Prefecture", 100),
        ("County", 0),
        ("Home", 20),
    ]
    assert (levels[0].median_hours, levels[0].full_hours) == (1.0, 1.0)
    missing = [relay.place_id for relay in queries.missing(w.authority, made)]
    assert missing == [c for c in BELOW if c not in {"T1", "T2", "T101-1"}]
    named = queries.answering(w.authority, missing)
    assert [post.user.name for post in named["T101-2"]] == ["head T101-2"]
    with scope.entered("T101"):
        assert queries.reach(w.county, made)[0].sent == 3
    late = moment("2020-02-23 08:00")
    assert queries.overdue(w.authority, late, "T101").count() == 2


def test_list_can_be_searched_and_filtered_by_state(w):
    draft = directive(w, title_en="Second")
    made = actions.issue(by=w.authority, directive=directive(w), to=["T101-1"])
    found = lambda **asked: list(queries.directives(w.authority, **asked))  # noqa: E731
    assert found(search="second") == [draft]
    assert found(state="draft") == [draft]
    assert found(state="open") == [made]
    relay = Relay.objects.get(directive=made)
    actions.receive(by=w.head, relay=relay)
    assert found(state="open") == []
    assert found(state="reached") == [made]


def test_same_order_by_two_channels_is_recognised_and_issued_once(w):
    first = actions.issue(by=w.authority, directive=directive(w))
    number = {"number": "清民发[2020] 10号"}
    again = actions.take_in_directive(
        by=w.authority, at="T", text=NOTICE.replace("，", ",") + "\n", **number
    )
    actions_of = {
        one.directive.pk: one.why for one in queries.alike(w.authority, again)
    }
    assert "directives.alike.text" in actions_of[first.pk]
    actions.set_aside(by=w.authority, directive=again, same_as=first)
    assert list(queries.directives(w.authority)) == [first]
    assert list(queries.came_again(w.authority, first)) == [again]
    told = {"by": w.authority, "directive": again}
    assert refused(actions.issue, **told) == "directives.set_aside_already"
    assert refused(actions.set_aside, **told, same_as=first) == (
        "directives.set_aside_already"
    )


def test_number_in_other_brackets_is_the_same_number(w):
    first = directive(w, number="清民发〔2020〕10号")
    again = actions.take_in_directive(
        by=w.authority,
        at="T",
        text="关于别的事的通知\n各县：\n照办。",
        number="清民发[2020]10号",
    )
    found = queries.alike(w.authority, again)
    assert [(one.directive, one.why) for one in found] == [
        (first, ("directives.alike.number",))
    ]


def test_other_orders_are_not_alike(w):
    directive(w)
    other = actions.take_in_directive(
        by=w.authority, at="T", text="关于别的事的通知\n各县：\n照办。"
    )
    assert queries.alike(w.authority, other) == []


def test_a_draft_is_not_set_aside_for_itself_or_for_one_that_is_set_aside(w):
    first, again = directive(w), directive(w)
    told = {"by": w.authority, "directive": first}
    assert refused(actions.set_aside, **told, same_as=first) == (
        "directives.not_the_first"
    )
    actions.set_aside(by=w.authority, directive=again, same_as=first)
    assert refused(actions.set_aside, **told, same_as=again) == (
        "directives.not_the_first"
    )


def test_urgency_and_addressees_are_kept_with_the_draft(w):
    made = actions.take_in_directive(
        by=w.authority,
        at="T",
        text="特急\n关于值守的通知\n各市（州）民政局：\n立即执行。",
    )
    assert (made.urgency, made.addressees) == ("extra", "各市（州）民政局")
