"""Walk 9: a household that nobody had covered is found, visited, and put right.

The provincial office takes two lists in and compares them; a county officer opens the
gap on a phone, visits, and writes it down: it is a finding from then on.
"""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.world import PASSWORD, moment, world
from tests.work.safetynet.lists import book, number, row, sound
from tests.work.safetynet.test_campaigns import campaign
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.work.safetynet import actions

pytestmark = pytest.mark.django_db


class Phone:
    """A browser: signs in, opens pages, fills in the form it is shown."""

    def __init__(self, post, language):
        self.client = Client()
        self.client.cookies["django_language"] = language
        signing_in = {"username": post.user.username, "password": PASSWORD}
        assert self.client.post("/sign-in", signing_in).status_code == 302

    def open(self, url):
        answer = self.client.get(url)
        assert answer.status_code == 200, url
        self.url, self.page = url, answer.content.decode()
        return self.page

    def follow(self, pattern):
        return self.open(re.search(rf'href="({pattern})"', self.page)[1])

    def send(self, url, **told):
        self.open(url)
        key = re.search(r'name="key" value="([^"]*)"', self.page)[1]
        answer = self.client.post(url, {"key": key, **told}, follow=True)
        self.page = answer.content.decode()
        return self.page


def lay_down_the_norm(w):
    standard = {
        "scheme": "rural-allowance",
        "place": "T",
        "from_on": date(2020, 1, 1),
        "per_month": 36000,
        "currency": "CNY",
        "document": "standards-2020",
    }
    top = {"by": w.authority, "at": "T"}
    actions.set_standards(**top, rows=[standard])
    actions.begin_campaigns(**top, rows=[campaign()])


def take_in(office, kind, rows):
    file = SimpleUploadedFile(f"{kind}.xlsx", book(rows))
    told = {"kind": kind, "scheme": "rural-allowance", "file": file}
    return office.send("/cover/lists/new", **told)


def slipped(n):
    return number(n)[:-2] + str((int(number(n)[-2]) + 1) % 10) + number(n)[-1]


def test_missed_household_is_found_visited_and_becomes_a_finding():
    with clock.set_to(moment("2020-02-20 09:00")):
        w = world()
        with scope.entered("T"):
            lay_down_the_norm(w)
        office, phone = Phone(w.authority, "zh-hans"), Phone(w.county, "en")

        # one row is faulty: told by row and column, the others are taken
        needy = [row(1, number=number(1)), row(2), row(3, income=500)]
        page = take_in(office, "entitled", [*needy, row(4, members="许多")])
        assert "“许多”不是有效的家庭人口" in page
        assert "家庭人口" in page
        # the same person, one digit mistyped, and one who is not entitled
        page = take_in(office, "covered", [row(1, number=slipped(1)), row(3)])
        assert "各行均无误" in page

        lists = re.findall(r'<option value="(\d+)"', office.open("/cover/compare"))
        page = office.send("/cover/compare", entitled=lists[0], covered=lists[1])
        assert "纠正一处笔误后身份证号一致" in page
        assert "95% 区间" in page
        assert "按规定不符合条件" in office.open("/cover/over/")

        # the county opens the one gap, on a phone, in its village
        assert "1 household waits for a visit" in phone.open("/cover/")
        phone.follow(r"/cover/gaps/\?state=open")
        page = phone.follow(r"/cover/gaps/\d+/")
        assert "东镇 村2" in page
        assert sound(2) not in page
        assert "House, car and savings are not known" in page
        page = phone.send(phone.url, outcome="confirmed", note="Met at home.")
        assert "It has become a finding" in page

        # and reports its week
        told = {"at": "T101", "campaign": "gaps", "week_on": "2020-02-16"}
        page = phone.send("/cover/progress", **told, target=10, done=8)
        assert "The week is reported" in page

        page = office.open("/cover/")
        assert "2 个县区进度滞后" in page
        with scope.entered("T"):
            finding = correction.findings(w.authority, source="safetynet").get()
            assert finding.place_id == "T101"
            done = set(Entry.objects.values_list("verb", flat=True))
            assert done >= {"take_in_list", "compare_lists", "confirm_gap"}
            assert done >= {"open_finding", "report_progress"}
