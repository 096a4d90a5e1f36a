"""Drafts of policies: kept, compared by whom they clear, published; and withdrawn."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.core.guidance.norm import document, lay_down
from tests.factories.world import moment, world
from wardline.base.accounts.permissions import NotAllowed
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.guidance import actions, queries
from wardline.core.guidance.queries import effects
from wardline.ground.rules.clearance import PolicyError

pytestmark = pytest.mark.django_db

CLAUSES = [
    {"type": "isolation", "single_room": True, "counts": ["institution"]},
    {"type": "duration", "min_days": 14},
    {"type": "symptom_log", "per_day": 2},
    {"type": "test", "from_day": 14, "valid_hours": 72},
]
CONTENT = {
    "id": "fourteen",
    "version": "2020-01-31/1",
    "valid_from": "2020-01-31",
    "text_zh": "隔离14天。",
    "text_en": "Fourteen days.",
    "pathogen": "SARS-CoV-2",
    "clauses": CLAUSES,
}


@pytest.fixture
def w(monkeypatch):
    monkeypatch.setattr(effects, "HISTORIES", 400)
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


def changed(days=14, **more):
    """The text of the version in force, with other days."""
    clauses = [dict(clause) for clause in CLAUSES]
    clauses[1]["min_days"] = clauses[3]["from_day"] = days
    return {**CONTENT, "version": "2020-02-27/1", "clauses": clauses, **more}


def in_force(w):
    with clock.set_to(moment("2020-01-31 08:00")):
        rows = [{"content": CONTENT, "document": "guide"}]
        return actions.set_policies(by=w.authority, at="T", rows=rows)[0]


def drafted(w, **more):
    told = {"content": changed(**more), "document_code": "urgent"}
    return actions.keep_draft(by=w.authority, at="T", **told)


def compared(w, draft):
    with scope.entered("T"):
        comparison = queries.comparison(w.authority, draft)
        return comparison, comparison.go_on(queries.Seen(), lambda: True)


def published(w, **more):
    draft = drafted(w, **more)
    _, seen = compared(w, draft)
    return actions.publish_draft(by=w.authority, draft=draft, seen=seen)


def version(w, row):
    with scope.entered("T"):
        return queries.version(w.authority, row.pk)


def withdrawn(w, row, on=date(2020, 3, 2), **more):
    told = {"issued_on": date(2020, 2, 26), "withdraws": [row.name], **more}
    rows = [document("ends-it", **told)]
    order = actions.keep_documents(by=w.authority, at="T", rows=rows)[0]
    return actions.withdraw_policy(by=w.authority, policy=row, on=on, document=order)


def bound(w, on):
    with scope.entered("T101-1"):
        home = places.path("T101-1")[-1]
        return {p.version for p in queries.policies(w.head, home, on)}


def test_draft_binds_nobody_and_is_not_seen_below(w):
    drafted(w)
    assert bound(w, date(2020, 2, 28)) == set()
    with scope.entered("T"):
        assert len(queries.drafts(w.authority)) == 1
    with scope.entered("T101"):
        assert len(queries.drafts(w.county)) == 0


def test_draft_is_written_on_and_discarded(w):
    first = drafted(w)
    told = {"content": changed(days=10), "document_code": "guide"}
    again = actions.keep_draft(by=w.authority, at="T", draft=first, **told)
    assert again.pk == first.pk
    with scope.entered("T"):
        kept = queries.draft(w.authority, first.pk)
    assert kept.content["clauses"][1]["min_days"] == 10
    assert kept.document.code == "guide"
    actions.discard_draft(by=w.authority, draft=kept)
    with scope.entered("T"):
        assert queries.draft(w.authority, first.pk) is None
    with pytest.raises(ValidationError) as refused:
        actions.keep_draft(by=w.authority, at="T", draft=first, **told)
    assert refused.value.code == "guidance.draft_ended"


def test_draft_that_cannot_be_read_or_is_published_already_is_not_kept(w):
    in_force(w)
    with pytest.raises(PolicyError):
        drafted(w, clauses=[{"type": "wishing"}])
    with pytest.raises(ValidationError) as refused:
        drafted(w, version=CONTENT["version"])
    assert refused.value.code == "guidance.version_known"


def test_only_the_authority_drafts_and_publishes(w):
    draft = drafted(w)
    _, seen = compared(w, draft)
    for act, told in (
        (actions.discard_draft, {"draft": draft}),
        (actions.publish_draft, {"draft": draft, "seen": seen}),
    ):
        with pytest.raises(NotAllowed):
            act(by=w.county, **told)
    with pytest.raises(NotAllowed):
        told = {"content": changed(), "document_code": "guide"}
        actions.keep_draft(by=w.county, at="T101", **told)


def test_comparison_names_who_is_cleared_by_one_side_alone(w):
    in_force(w)
    comparison, seen = compared(w, drafted(w, days=13))
    assert seen.tried == comparison.size > 600
    assert seen.only_after > 0 == seen.only_before
    assert seen.both > 50
    assert [b.policy.version for b in comparison.others] == ["2020-01-31/1"]
    assert [hold.code for hold in comparison.holds] == ["no-relaxing"]
    example = comparison.example(seen.after[-1], "after")
    assert example.refused.told
    again, stricter = compared(w, drafted(w, days=15, version="3"))
    assert stricter.only_before > 0 == stricter.only_after
    named = again.example(stricter.before[0], "before")
    assert {p.version for p in named.refused.policies} == {"3"}


def test_comparison_in_slices_is_the_comparison_at_once(w):
    in_force(w)
    comparison, whole = compared(w, drafted(w, days=13))
    seen, turns = queries.Seen(), 0
    with scope.entered("T"):
        while not seen.of(comparison):
            plain = seen.as_plain()
            seen = comparison.go_on(queries.Seen.from_plain(plain), lambda: False)
            turns += 1
    assert seen == whole
    assert turns > 8


def test_comparison_leaves_out_who_cannot_be_the_same_person(w):
    in_force(w)
    for apart in ({"pathogen": "norovirus"}, {"valid_from": "2020-01-01"}):
        comparison, _ = compared(w, drafted(w, version=str(apart), **apart))
        assert len(comparison.others) == ("pathogen" not in apart)


def test_nothing_in_force_clears_nobody(w):
    comparison, seen = compared(w, drafted(w))
    assert comparison.others == ()
    assert (seen.both, seen.only_before) == (0, 0)
    assert seen.only_after > 50


def test_published_version_is_dated_on_both_axes_and_keeps_what_was_seen(w):
    in_force(w)
    row = published(w, days=13, valid_from="2020-02-20")
    assert row.valid_from == date(2020, 2, 20)
    assert row.published_at == moment("2020-02-27 09:00")
    assert row.rehearsal["only_after"] > 0
    assert row.rehearsal["holds"] == ["no-relaxing"]
    found = version(w, row)
    assert (found.state, found.powerless) == ("in_force", True)
    assert [hold.code for hold in found.holds] == ["no-relaxing"]
    with scope.entered("T"):
        assert len(queries.drafts(w.authority)) == 0
        known = queries.clearance.Policies(w.authority, moment("2020-02-26 09:00"))
    days = (date(2020, 2, 26),) * 2
    assert [b.policy.version for b in known.binding("T", *days)] == ["2020-01-31/1"]


def test_stricter_version_takes_effect(w):
    in_force(w)
    found = version(w, published(w, days=15))
    assert (found.state, found.powerless) == ("in_force", False)


def test_publishing_needs_the_whole_comparison_as_things_are_now(w):
    in_force(w)
    draft = drafted(w, days=13)
    comparison, whole = compared(w, draft)
    with scope.entered("T"):
        half = comparison.go_on(queries.Seen(), lambda: False)
    published(w, days=20, version="meanwhile")
    for seen in (queries.Seen(), half, whole):
        with pytest.raises(ValidationError) as refused:
            actions.publish_draft(by=w.authority, draft=draft, seen=seen)
        assert refused.value.code == "guidance.not_rehearsed"


def test_weaker_version_takes_effect_when_hold_and_older_version_are_withdrawn(w):
    old = in_force(w)
    new = published(w, days=10)
    withdrawn(w, old)
    with clock.set_to(moment("2020-03-03 09:00")):
        assert version(w, old).state == "kept"
        assert version(w, new).powerless
        assert bound(w, date(2020, 3, 3)) == {"2020-01-31/1", "2020-02-27/1"}
        rows = [document("free", withdraws=["no-relaxing"])]
        free = actions.keep_documents(by=w.authority, at="T", rows=rows)[0]
        with scope.entered("T"):
            hold = queries.holds(w.authority).get()
        told = {"on": date(2020, 3, 3), "document": free}
        actions.withdraw_hold(by=w.authority, hold=hold, **told)
        assert version(w, old).state == "withdrawn"
        assert not version(w, new).powerless
        assert bound(w, date(2020, 3, 3)) == {"2020-02-27/1"}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"withdraws": ["another 1"]}, "guidance.policy_not_named"),
        ({"on": date(2020, 2, 26)}, "guidance.withdrawn_back"),
        ({"issued_on": date(2020, 3, 5)}, "guidance.withdrawn_back"),
    ],
)
def test_withdrawal_is_refused(w, more, code):
    with pytest.raises(ValidationError) as refused:
        withdrawn(w, in_force(w), **more)
    assert refused.value.code == code


def test_withdrawal_by_an_office_below_the_issuer_is_refused(w):
    row = in_force(w)
    rows = [document("county-order", withdraws=[row.name])]
    order = actions.keep_documents(by=w.county, at="T101", rows=rows)[0]
    with pytest.raises(ValidationError) as refused:
        told = {"on": date(2020, 3, 1), "document": order}
        actions.withdraw_policy(by=w.authority, policy=row, **told)
    assert refused.value.code == "guidance.policy_not_named"
    assert queries.withdrawable(w.county) == []


def test_version_is_withdrawn_once(w):
    row = in_force(w)
    withdrawn(w, row)
    with pytest.raises(ValidationError) as refused:
        withdrawn(w, row)
    assert refused.value.code == "guidance.policy_withdrawn"


def test_version_withdrawn_before_its_first_day_is_never_kept_by_a_hold(w):
    in_force(w)
    row = published(w, days=15, valid_from="2020-03-10")
    assert version(w, row).state == "to_come"
    withdrawn(w, row)
    with clock.set_to(moment("2020-03-12 09:00")):
        assert version(w, row).state == "withdrawn"
        assert bound(w, date(2020, 3, 12)) == {"2020-01-31/1"}
