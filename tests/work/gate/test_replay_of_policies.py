"""Whatever is published or withdrawn later: what was signed stays as it was."""

from datetime import date

import pytest

from tests.core.guidance.norm import document
from tests.factories.gate import (
    CLAUSES,
    POLICY,
    fulfilled,
    isolated,
    lay_down,
    resident,
    seen_from,
)
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.core.guidance import actions as guidance
from wardline.core.guidance import queries as norms
from wardline.core.guidance.queries import effects
from wardline.ground import seal
from wardline.ground.rules.clearance import Kept, replay
from wardline.ground.verdict import Outcome
from wardline.work.gate import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def w(monkeypatch):
    monkeypatch.setattr(effects, "HISTORIES", 100)
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made


def published(w, **more):
    """Draft, compare and publish a version, as the pages do."""
    content = {**POLICY, "version": "2", "valid_from": "2020-02-01", **more}
    told = {"content": content, "document_code": "guide"}
    draft = guidance.keep_draft(by=w.authority, at="T", **told)
    with scope.entered("T"):
        compared = norms.comparison(w.authority, draft)
        seen = compared.go_on(norms.Seen(), lambda: True)
    return guidance.publish_draft(by=w.authority, draft=draft, seen=seen)


def test_signed_release_is_taken_again_byte_for_byte(w):
    isolation = fulfilled(w, resident(w))
    with seen_from(w.head):
        before = queries.case(w.head, isolation)
    release = actions.release(by=w.head, isolation=isolation)
    with scope.entered("T"):
        old = next(v.row for v in norms.find_versions(w.authority))
    longer = [{**CLAUSES[1], "min_days": 30}, *CLAUSES[2:]]
    with clock.set_to(moment("2020-02-20 09:00")):
        new = published(w, clauses=longer)
        rows = [document("ends", withdraws=[old.name])]
        order = guidance.keep_documents(by=w.authority, at="T", rows=rows)[0]
        told = {"on": date(2020, 2, 20), "document": order}
        guidance.withdraw_policy(by=w.authority, policy=old, **told)
        with scope.entered("T"):
            found = norms.find_versions(w.authority)
            contents = [version.row.content for version in found]
    assert {version.row.pk for version in found} == {old.pk, new.pk}
    kept = Kept(
        release.decision, release.policies, release.evidence, release.fingerprint
    )
    again = replay(kept, contents, before.facts)
    assert again.faults == ()
    assert seal.canonical_bytes(again.decision) == seal.canonical_bytes(kept.decision)


def test_past_moment_is_judged_by_what_had_been_published_then(w):
    isolation = isolated(w, resident(w))
    asked = moment("2020-02-15 09:00")
    with seen_from(w.head):
        before = queries.verdict(w.head, isolation, asked)
    published(w, clauses=[{"type": "isolation"}, {"type": "duration", "min_days": 90}])
    with seen_from(w.head):
        assert queries.verdict(w.head, isolation, asked) == before
        now = queries.verdict(w.head, isolation)
    assert [policy.version for policy in now.policies] == ["1", "2"]
    assert now.status is Outcome.NOT_YET
