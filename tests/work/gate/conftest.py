"""The world of most of the gate's tests: a norm since the last day of January, and the
morning of 16 February."""

import pytest

from wardline.base.places import clock


@pytest.fixture
def w():
    # named here: a conftest that pytest is pointed at is read before Django is set up
    from tests.factories.gate import lay_down
    from tests.factories.world import moment, world

    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
    with clock.set_to(moment("2020-02-16 09:00")):
        yield made
