"""A post changes hands with all that waits, and a deputy acts for a while."""

from datetime import date

import pytest

from tests.factories.phone import Phone
from tests.factories.refusals import refused
from tests.factories.world import PASSWORD, moment, world
from wardline.base.accounts.models import Post, User
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.ledger.models import Entry
from wardline.base.notices import send
from wardline.base.notices.models import Notice
from wardline.base.places import clock, scope
from wardline.core.correction import actions as correction
from wardline.core.correction import queries as findings
from wardline.work.offices import actions, queries

pytestmark = pytest.mark.django_db
TODAY = date(2020, 2, 27)


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        yield world()


def acting(post):
    return scope.entered(post.place_id, post.user_id)


def handed(w, by=None, post=None, on=TODAY, **told):
    told = {"username": "li.na", "name": "李娜", "password": PASSWORD} | told
    by = by or w.county
    with acting(by):
        return actions.hand_over(by=by, post=post or w.head, on=on, **told)


def ordered(w):
    """Let the head be ordered to mend something."""
    with acting(w.county):
        found = correction.open_finding(
            by=w.county, at="T101-1", source="alert", fact="无消毒记录", severity=2
        )
        due_at = moment("2020-03-01 12:00")
        told = {"what": "补记", "post": w.head, "due_at": due_at}
        correction.order_action(by=w.county, finding=found, **told)
    return found


def test_post_changes_hands_with_what_waits(w):
    found = ordered(w)
    with acting(w.county):
        send.to([w.head], "post.delegated", by="x")
        Notice.objects.filter(post=w.head).exclude(code="post.delegated").update(
            read_at=clock.now()
        )
    made = handed(w)
    with acting(w.county):
        old = Post.objects.get(pk=w.head.pk)
        told = set(Notice.objects.filter(post=made).values_list("code", flat=True))
    assert (old.until_on, made.from_on, made.role_code) == (TODAY, TODAY, "head")
    assert told == {"post.delegated", "finding.ordered"}
    with acting(made):
        mine = findings.for_post(made)
        assert [(one.pk, one.task, one.order_post_id) for one in mine] == [
            (found.pk, "mend", made.pk)
        ]
        assert mine[0].due_at == moment("2020-03-01 12:00")
    with acting(w.county):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"hand_over", "hand_on_orders"} <= verbs


def test_holder_hands_over_their_own_post_and_no_other(w):
    made = handed(w, by=w.head)
    assert made.user.name == "李娜"
    other = w.post("head", "T101-2")
    with pytest.raises(NotAllowed):
        handed(w, by=w.post("head", "T102-1"), post=other)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"on": date(2020, 2, 26)}, "offices.handed_over_in_the_past"),
        ({"username": "head-t101-1"}, "offices.same_person"),
    ],
)
def test_handing_over_backwards_or_to_oneself_is_refused(w, told, code):
    if "username" in told:
        user = w.head.user
        told = {"username": user.username, "name": user.name}
    assert refused(lambda **more: handed(w, **more), **told) == code


def test_post_that_has_ended_is_not_handed_over(w):
    handed(w)
    with acting(w.county):
        ended = Post.objects.get(pk=w.head.pk)
    told = {"post": ended, "username": "wu.bo", "name": "吴波"}
    assert refused(lambda **more: handed(w, **more), **told) == "offices.ended"


def test_deputy_acts_for_a_while_and_the_holder_keeps_the_post(w):
    user = w.duty.user
    told = {"by": w.head, "user": user}
    days = {"from_on": TODAY, "until_on": date(2020, 3, 2)}
    with acting(w.head):
        made = actions.delegate(**told, **days)
        assert made.stands_in_for_id == w.head.pk
        assert [one.pk for one in queries.standing_in(w.head)] == [made.pk]
    with acting(w.county):
        both = Post.objects.filter(pk__in=[w.head.pk, made.pk])
        assert both.active(TODAY).count() == 2
        assert [post.pk for post in both.active(date(2020, 3, 2))] == [w.head.pk]
    with acting(made):
        told = {"by": made, "user": w.head.user}
        assert refused(actions.delegate, **told, **days) == (
            "offices.deputy_delegates_nothing"
        )


def test_holder_is_back_and_ends_it(w):
    days = {"from_on": TODAY, "until_on": date(2020, 3, 5)}
    with acting(w.head):
        made = actions.delegate(by=w.head, user=w.duty.user, **days)
    with clock.set_to(moment("2020-03-01 09:00")), acting(w.head):
        kept = actions.take_back(by=w.head, post=made)
        assert kept.until_on == date(2020, 3, 1)
        assert refused(actions.take_back, by=w.head, post=made) == "offices.ended"
        assert refused(actions.take_back, by=w.head, post=w.duty) == (
            "offices.not_your_deputy"
        )


def test_stranger_and_impossible_days_are_refused(w):
    stranger = w.post("head", "T102-1").user
    with acting(w.head):
        days = {"from_on": TODAY, "until_on": date(2020, 3, 2)}
        told = {"by": w.head, "user": stranger}
        assert refused(actions.delegate, **told, **days) == "offices.no_colleague"
        told["user"] = w.duty.user
        days["until_on"] = TODAY
        assert refused(actions.delegate, **told, **days) == "offices.days_impossible"


def test_head_lets_a_colleague_stand_in_on_the_page(w):
    page = Phone(w.head, "zh-hans").at("2020-02-27 09:00").open("/offices/covering/")
    assert "目前无人代理" in page.said
    told = {"user": str(w.duty.user_id), "from_on": "2020-02-27"}
    wrong = page.fill(**told, until_on="2020-02-20")
    assert "并在开始之后结束" in wrong.said
    said = page.fill(**told, until_on="2020-03-02").said
    assert "届时同事可在您的岗位上办理事务" in said and w.duty.user.name in said
    assert "我已返岗" in said


def test_county_hands_a_post_over_on_the_page_and_a_password_is_shown_once(w):
    page = Phone(w.county, "en").at("2020-02-27 09:00")
    page = page.open("/offices/places/T101-1/").tap("Hand this post over")
    assert "What waits goes with the post" in page.said
    said = page.fill(name="李娜", username="Li Na").said
    assert "small letters" in said
    said = page.fill(name="李娜", username="li.na").said
    assert "李娜 answers for County One" in said and "First password" in said
    assert User.objects.get(username="li.na").name == "李娜"
