"""Walk 2: the response level falls, and the measures of an institution do not relax.

From the provincial office, which signs, to the phone of a home's duty staff, who reads
on the same day what still binds, and why.
"""

import re
from datetime import date

import pytest

from tests.core.guidance.norm import document, lay_down, measure
from tests.core.guidance.test_drafts import drafted, in_force
from tests.factories.world import PASSWORD, moment, world
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.core.guidance import actions, queries
from wardline.core.guidance.queries import effects

pytestmark = pytest.mark.django_db


class Phone:
    """A browser on a phone: signs in, opens pages, fills in the form it is shown."""

    def __init__(self, client, user, language):
        self.client = client
        client.cookies["django_language"] = language
        signing_in = {"username": user.username, "password": PASSWORD}
        assert client.post("/sign-in", signing_in).status_code == 302

    def open(self, url):
        self.page = self.client.get(url).content.decode()
        return self.page

    def send(self, url, **told):
        hidden = dict(
            re.findall(r'name="(key|seen)" value="([^"]*)"', self.page)
        )  # what the page itself carries
        answer = self.client.post(url, hidden | told, follow=True)
        self.page = answer.content.decode()
        return self.page


@pytest.fixture
def phone(client_factory):
    return lambda post, language: Phone(client_factory(), post.user, language)


@pytest.fixture
def client_factory():
    from django.test import Client

    return Client


def lay_down_the_first_month(w):
    top = {"by": w.authority, "at": "T"}
    actions.keep_documents(
        **top,
        rows=[
            document("guide", kind="guide", issued_on=date(2020, 1, 29)),
            document("level-1", kind="order"),
            document("level-3", kind="order", issued_on=date(2020, 2, 21)),
            document("urgent", issued_on=date(2020, 2, 22)),
        ],
    )
    actions.set_measures(
        **top, rows=[measure("no-visits", "closure.visitors", strictness=5)]
    )
    actions.set_level(
        **top, level=1, from_on=date(2020, 1, 25), document_code="level-1"
    )


def test_the_level_falls_and_the_measures_stay(phone):
    with clock.set_to(moment("2020-02-21 08:30")):
        w = world()
        lay_down_the_first_month(w)
        office = phone(w.authority, "en")
        duty = phone(w.duty, "zh-hans")

        # on the 21st the level falls: the page says first what would be dropped
        office.open("/guidance/levels/new")
        told = {"level": "3", "from_on": "2020-02-21", "document_code": "level-3"}
        page = office.send("/guidance/levels/new", **told)
        assert "1 measure will no longer bind" in page
        assert "What no-visits asks." in page
        assert "The response level is set." in office.send(
            "/guidance/levels/new", **told
        )
        assert "该日没有须执行的措施" in duty.open("/guidance/")

    with clock.set_to(moment("2020-02-22 10:00")):
        # the next day an urgent notice orders that nothing relaxes
        office.open("/guidance/holds/new")
        page = office.send(
            "/guidance/holds/new",
            code="no-relaxing",
            from_on="2020-02-22",
            level_kept="1",
            document_code="urgent",
        )
        assert "nothing relaxes" in page

        # at once the home reads it on a phone, in Chinese, with reason and document
        page = duty.open("/guidance/")
        assert "no-visits的要求。" in page
        assert "自2020年2月22日起从严保持，按1级响应执行，不放松。" in page
        assert "No. urgent" in page
        assert "Guide, no-visits" in page
        # and still finds what bound the day before
        assert "该日没有须执行的措施" in duty.open("/guidance/?on=2020-02-21")

        # the ledger has both signatures, with the level before
        with scope.entered("T"):
            set_level, hold = Entry.objects.filter(by=w.authority).order_by("id")[3:5]
        assert (set_level.verb, set_level.detail["before"]) == ("set_level", 1)
        assert (hold.verb, hold.detail["level_kept"]) == ("hold", 1)


def test_a_weaker_policy_waits_until_hold_and_older_version_are_withdrawn(
    phone, monkeypatch
):
    """From the office's form to what a home reads, over HTTP."""
    monkeypatch.setattr(effects, "HISTORIES", 200)
    with clock.set_to(moment("2020-02-27 09:00")):
        w = world()
        lay_down(w)
        old = in_force(w)
        office, duty = phone(w.authority, "en"), phone(w.duty, "zh-hans")

        # the office drafts ten days instead of fourteen, and is shown for whom
        row = drafted(w, days=10)
        page = office.open(f"/guidance/drafts/{row.pk}/")
        while "Go on comparing" in page:
            page = office.send(f"/guidance/drafts/{row.pk}/effect")
        assert "weaker in effect than what the hold “no-relaxing”" in page
        page = office.send(f"/guidance/drafts/{row.pk}/publish")
        assert "The version is published." in page
        assert "It has no effect until that hold is withdrawn" in page

        # the home reads the same in its own language
        page = duty.open("/guidance/policies/?q=2020-02-27")
        assert "目前不产生效力" in page
        assert "Draft a new version" not in page and "起草新版本" not in page

        # an order names both, the hold and the older version
        office.open("/guidance/documents/new")
        told = {"kind": "order", "code": "relax", "issued_on": "2020-02-27"}
        named = ["no-relaxing", old.name]
        page = office.send(
            "/guidance/documents/new", **told, title_en="Relax", withdraws=named
        )
        assert "The document is registered." in page
        office.open(f"/guidance/policies/{old.pk}/withdraw")
        page = office.send(
            f"/guidance/policies/{old.pk}/withdraw", document="relax", on="2020-02-27"
        )
        assert "A hold keeps it all the same" in page
        with scope.entered("T"):
            hold = queries.holds(w.authority).get()
        office.open(f"/guidance/holds/{hold.pk}/withdraw")
        page = office.send(
            f"/guidance/holds/{hold.pk}/withdraw", document="relax", on="2020-02-27"
        )
        assert "The hold is withdrawn." in page
        page = duty.open("/guidance/policies/")
        assert "目前不产生效力" not in page
        assert "已撤销" in page
