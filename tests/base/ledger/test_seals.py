"""The nightly seal: any change of a sealed day is found."""

from datetime import date

import pytest

from tests.factories.world import moment, world
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger import actions, queries
from wardline.base.ledger.deeds import deed
from wardline.base.ledger.models import Entry, Seal
from wardline.base.places import clock, scope
from wardline.ground import seal

pytestmark = pytest.mark.django_db
FIRST = date(2020, 2, 10)


def live(w, day: int) -> None:
    with clock.set_to(moment(f"2020-02-{day} 09:00")):
        for n in range(3):
            with deed(by=w.duty, verb=Verb.CROSS, at="T101-1") as note:
                note("gate.test", n=n)
    with clock.set_to(moment(f"2020-02-{day + 1} 00:10")):
        actions.seal_day(by=w.clock, on=date(2020, 2, day))


@pytest.fixture
def sealed():
    w = world()
    live(w, 10)
    live(w, 11)
    return w


def test_sealed_days_agree(sealed):
    with scope.entered("T"):
        assert queries.broken_seals("T") == []
        first, second = Seal.objects.order_by("on")
    # the first day's seal is itself a deed of the second day
    assert (first.entries, second.entries) == (3, 4)
    assert second.seal == seal.chain(first.seal, second.root, second.on)


def test_sealing_twice_keeps_the_seal(sealed):
    with clock.set_to(moment("2020-02-13 00:00")):
        again = actions.seal_day(by=sealed.clock, on=FIRST)
    with scope.entered("T"):
        assert Seal.objects.get(on=FIRST).pk == again.pk


@pytest.mark.parametrize("change", ["verb", "detail", "insert"])
def test_a_changed_day_is_found(sealed, change):
    """Someone with more power than the web's role changed the table."""
    with scope.entered("T"):
        entries = list(Entry.objects.filter(at__lt=moment("2020-02-11 00:00")))
        if change == "verb":
            entries[1].verb = "release"
        elif change == "detail":
            entries[1].detail = {"n": 9}
        else:
            entries.append(entries[0])
        leaves = [seal.canonical_bytes(e.as_plain()) for e in entries]
        forged = (len(leaves), seal.tree_hash(leaves).hex())
        kept = Seal.objects.get(on=FIRST)
    assert forged != (kept.entries, kept.root)


def test_an_entry_put_in_late_breaks_its_day(sealed):
    with (
        clock.set_to(moment("2020-02-10 12:00")),
        deed(by=sealed.duty, verb=Verb.CROSS, at="T101-1") as note,
    ):
        note("gate.test")
    with scope.entered("T"):
        assert queries.broken_seals("T") == [FIRST]
