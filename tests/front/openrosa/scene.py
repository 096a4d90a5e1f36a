"""A wave that is open, a device of a team, and instances of its visit's form."""

import pytest

from tests.factories.device import Device, instance
from tests.factories.world import moment, world
from tests.work.inspection.scene import COMMITTED, committed, opened, scene
from wardline.base.places import clock, scope
from wardline.work.inspection import actions, queries

NOON = moment("2020-02-27 12:00")


def on_the_road(w):
    """Open the first wave."""
    with clock.set_to(COMMITTED):
        made = scene(w)
        opened(made, committed(made), 1)
    return made


@pytest.fixture
def at_noon():
    """The wave is open, and it is noon: a module takes it as its ``s``."""
    made = on_the_road(world())
    with clock.set_to(NOON):
        yield made


def key(s, post):
    """Make a key for a post's device; return its secret."""
    return actions.make_key(by=s.w.authority, post=post, label="phone")[1]


def device(s, port, post=None):
    return Device(port, key(s, post or s.inspectors[0]))


def visit(s, post=None):
    with scope.entered("T"):
        found = queries.envelope(post or s.inspectors[0])
        return found.select_related("form").first()


def seen(s, visit):
    """Return a visit as the authority sees it."""
    with scope.entered("T"):
        return queries.visits(s.w.authority).get(pk=visit.pk)


def submission(s, instance_id):
    with scope.entered("T"):
        found = queries.submissions(s.w.authority).defer(None)
        return found.get(instance_id=instance_id)


def files(s, instance_id):
    """Return the names of the files that came with a submission."""
    kept = submission(s, instance_id)
    with scope.entered("T"):
        return set(queries.submission_files(s.w.authority, kept))


def filled(
    visit,
    instance_id=None,
    day="27",
    answer="short",
    photo="gate.jpg",
    more="",
    **texts,
):
    """Write the instance of a visit as our page and Collect do."""
    arrived = f"2020-02-{day}T09:10:00.000+08:00"
    told = {"note": "No names hang there.", "scope": "pattern", "due_at": "2020-03-01"}
    end = {"headcount": "88", "signed_by": "Wang", "signature": "sign.jpg"} | texts
    inside = (
        f"<start>{arrived}</start><end>2020-02-{day}T11:50:00.000+08:00</end>"
        f"<visit>{visit.pk}</visit><arrived_at>{arrived}</arrived_at>"
        f"<let_in_at>2020-02-{day}T09:31:00.000+08:00</let_in_at>"
        "<place>36.06 103.83 1520 8</place>"
        "<staff><name>Li</name><knows>yes</knows></staff>"
        "<staff><name>Ma</name><knows>no</knows></staff>"
        f"<answers><responsibility><r-named><answer>{answer}</answer>"
        + "".join(f"<{k}>{v}</{k}>" for k, v in told.items() if answer == "short")
        + (f"<photo>{photo}</photo>" if photo else "")
        + "</r-named></responsibility><e-gate><answer>ok</answer></e-gate>"
        + more
        + "</answers>"
        + "".join(f"<{k}>{v}</{k}>" for k, v in end.items())
    )
    return instance(visit.form.form_id, visit.form.version, inside, instance_id)
