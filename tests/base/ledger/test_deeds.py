"""The deed: right, transaction and entry in one."""

from datetime import date

import pytest

from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import Repeated, deed
from wardline.base.ledger.models import Attachment, Entry
from wardline.base.ledger.opened import OutsideDeed
from wardline.base.places import clock, scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-10 09:00")):
        yield world()


def test_deed_writes_its_entry(w):
    with deed(by=w.duty, verb=Verb.CROSS, at="T101-1") as note:
        note("gate.test", allowed=True)

    with scope.entered("T101"):
        entry = Entry.objects.get()
    assert (entry.verb, entry.place_id, entry.by_id) == ("cross", "T101-1", w.duty.pk)
    assert entry.detail == {"allowed": True}
    assert entry.at == moment("2020-02-10 09:00")


def test_deed_without_note_fails_and_leaves_nothing(w):
    with (
        pytest.raises(RuntimeError, match="without a note"),
        deed(by=w.duty, verb=Verb.CROSS, at="T101-1"),
    ):
        pass

    with scope.entered("T"):
        assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("role", "own", "verb", "at", "code"),
    [
        ("duty", "T101-1", Verb.RELEASE, "T101-1", "not_in_role"),
        ("duty", "T101-1", Verb.CROSS, "T101-2", "not_your_place"),
        ("officer", "T101", Verb.CLOSE, "T102", "not_your_place"),
        ("officer", "T101", Verb.CLOSE, "T1", "not_your_place"),
    ],
)
def test_deed_refuses_what_the_post_may_not(w, role, own, verb, at, code):
    with (
        pytest.raises(NotAllowed) as refused,
        deed(by=w.post(role, own), verb=verb, at=at) as note,
    ):
        note("never")
    assert refused.value.code == code


def test_deed_refuses_a_post_that_has_ended(w):
    w.duty.until_on = date(2020, 2, 10)
    with (
        pytest.raises(NotAllowed) as refused,
        deed(by=w.duty, verb=Verb.CROSS, at="T101-1") as note,
    ):
        note("never")
    assert refused.value.code == "post_ended"


def test_deed_sent_twice_counts_once(w):
    with deed(by=w.duty, verb=Verb.CROSS, at="T101-1", key="k1") as note:
        note("gate.test")
    with (
        pytest.raises(Repeated) as second,
        deed(by=w.duty, verb=Verb.CROSS, at="T101-1", key="k1") as note,
    ):
        note("gate.test")

    assert second.value.entry.key == "k1"
    with scope.entered("T"):
        assert Entry.objects.count() == 1


def test_kept_record_refuses_to_change_outside_a_deed(w):
    record = Attachment(place_id="T101-1", name="a", size=0, kept_at=clock.now())
    with scope.entered("T"):
        with pytest.raises(OutsideDeed):
            record.save()
        with pytest.raises(OutsideDeed):
            Attachment.objects.create(place_id="T101-1")
        with pytest.raises(OutsideDeed):
            Attachment.objects.bulk_create([record])
        with pytest.raises(OutsideDeed):
            Attachment.objects.update(name="b")
        with pytest.raises(OutsideDeed):
            Attachment.objects.all().delete()
        with pytest.raises(OutsideDeed):
            record.delete()


def test_nested_deeds_put_the_outer_scope_back(w):
    with deed(by=w.county, verb=Verb.CLOSE, at="T101") as outer:
        with deed(by=w.duty, verb=Verb.CROSS, at="T101-1") as inner:
            assert scope.current() == "T101-1"
            inner("gate.test")
        assert scope.current() == "T101"
        outer("gate.test")
    with scope.entered("T"):
        assert Entry.objects.count() == 2
