"""Clearance policies: published once, in force by date, kept by a hold."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.core.guidance.norm import document, lay_down
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.guidance import actions, queries
from wardline.core.guidance.models import ClearancePolicy
from wardline.ground.rules.clearance import PolicyError

pytestmark = pytest.mark.django_db


def plain(**more):
    return {
        "id": "fourteen",
        "version": "1",
        "valid_from": date(2020, 1, 31),
        "valid_to": None,
        "clauses": [
            {
                "type": "duration",
                "min_days": 14,
                "count": "day0_end",
                "clock": "max(isolation_start,last_exposure_end)",
            }
        ],
    } | more


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


def publish(w, **more):
    rows = [{"content": plain(**more), "document": "guide"}]
    return actions.set_policies(by=w.authority, at="T", rows=rows)[0]


def binding(w, on, **more):
    with scope.entered("T101-1"):
        home = places.path("T101-1")[-1]
        found = queries.policies(w.head, home, on, **more)
    return {(policy.id, policy.version): policy.valid_to for policy in found}


def test_policy_binds_below_from_its_first_day(w):
    publish(w)
    assert binding(w, date(2020, 1, 30)) == {}
    assert binding(w, date(2020, 1, 31)) == {("fourteen", "1"): None}


def test_homes_are_alike_where_the_same_places_above_set_policies(w):
    publish(w)
    rows = [{"content": plain(id="longer"), "document": "guide"}]
    with scope.entered("T201"):
        actions.set_policies(by=w.authority, at="T201", rows=rows)
    with scope.entered("T", w.authority.user_id):
        known = queries.clearance.Policies(w.authority)
    assert known.near("T101-1") == known.near("T102-1") == {"T"}
    assert known.near("T201-1") == {"T", "T201"}
    for place in ("T101-1", "T201-1"):
        bound = known.binding(place, *2 * [date(2020, 2, 10)])
        assert len(bound) == len(known.near(place))


def test_published_version_never_changes_but_reloads(w):
    first = publish(w)
    assert publish(w) == first
    with pytest.raises(ValidationError) as refused:
        publish(w, pathogen="another")
    assert refused.value.code == "guidance.version_known"
    with scope.entered("T"):
        assert ClearancePolicy.objects.count() == 1
    assert len(first.fingerprint) == 64


def test_policy_that_cannot_be_read_is_not_kept(w):
    with pytest.raises(PolicyError):
        publish(w, clauses=[{"type": "wishing"}])
    with scope.entered("T"):
        assert not ClearancePolicy.objects.exists()


def test_hold_keeps_a_policy_that_has_run_out(w):
    publish(w, valid_to=date(2020, 2, 24))
    publish(w, id="earlier", valid_to=date(2020, 2, 10))
    # the hold of 22 February keeps the first; the other ran out before it
    assert set(binding(w, date(2020, 2, 26))) == {("fourteen", "1")}
    rows = [document("end", issued_on=date(2020, 2, 25), withdraws=["no-relaxing"])]
    end = actions.keep_documents(by=w.authority, at="T", rows=rows)[0]
    with scope.entered("T"):
        hold = queries.holds(w.authority).get()
    actions.withdraw_hold(by=w.authority, hold=hold, on=date(2020, 2, 27), document=end)
    assert binding(w, date(2020, 2, 27)) == {}


def test_policies_of_the_first_day_of_isolation_are_there_when_asked(w):
    publish(w, valid_to=date(2020, 2, 10))
    on = date(2020, 2, 20)
    assert binding(w, on) == {}
    since = binding(w, on, since=date(2020, 2, 8))
    assert since == {("fourteen", "1"): date(2020, 2, 10)}


def test_policies_of_the_pack_can_be_published(w):
    import yaml

    from tests.conftest import ROOT

    for file in sorted(ROOT.glob("packs/*/policies/*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        made = actions.set_policies(by=w.authority, at="T", rows=[{"content": content}])
        assert made[0].code == content["id"]
