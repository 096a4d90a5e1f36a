"""The world of most of the gate's tests: a norm since the last day of January, and the
morning of 16 February."""

import pytest


@pytest.fixture
def w():
    # only now: named on the command line, this file is read before Django is set up
    from tests.factories.gate import lay_down
    from tests.factories.world import moment, world
    from wardline.base.places import clock

    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made
