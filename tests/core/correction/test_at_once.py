"""Two people at one finding in the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connections

from tests.core.correction.test_actions import NOW, mended, state
from tests.factories.world import world
from wardline.base.places import clock, scope
from wardline.core.correction import actions, queries

TIMES = 8


def at_once(*acts):
    """Do each in a thread of its own, begun together; return the codes of refusals."""
    ready = Barrier(len(acts))

    def do(act):
        try:
            with clock.set_to(NOW):
                ready.wait(30)
                act()
        except ValidationError as refused:
            return refused.code
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(do, acts), key=str)


def test_two_verifiers_at_once_are_one_verification_and_one_answer(apart):
    with clock.set_to(NOW):
        w = world()
        verifiers = (w.county, w.authority)
        findings = [mended(w) for _ in range(TIMES)]
    for n, finding in enumerate(findings):
        told = {"finding": finding, "note": "seen"}
        codes = at_once(
            *(
                partial(actions.verify, by=by, holds=by == w.county, **told)
                for by in verifiers
            )
        )
        assert codes == [None, "correction.verified_already"], n
        with scope.entered("T"):
            seen = queries.findings(w.authority).get(pk=finding.pk).verifications
            holds = seen.get().holds
        assert state(w, finding, NOW) == ("closed" if holds else "reopened")
