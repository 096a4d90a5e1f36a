"""A province, a far end on this machine, and a channel that leads there."""

import pytest

# what needs Django is imported when it is used: this page is read before it stands


@pytest.fixture
def w():
    from tests.factories.world import moment, world
    from wardline.base.places import clock, scope

    with clock.set_to(moment("2020-02-10 08:30")), scope.entered("T"):
        yield world()


@pytest.fixture
def local(settings):
    """Let messages go to this machine."""
    settings.NOTICES_NETWORKS = "127.0.0.1"


@pytest.fixture
def sink(local):
    from tests.factories.sink import web

    with web() as found:
        yield found


@pytest.fixture
def channel(w, sink):
    """A channel of County One with a digest at eight, quiet at night."""
    from tests.factories.sink import NIGHT_QUIET
    from wardline.base.notices import actions

    return actions.set_channel(
        by=w.county, at="T101", name="群", address=sink.address, hours=NIGHT_QUIET
    )
