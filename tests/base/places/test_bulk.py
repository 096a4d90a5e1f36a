"""Many rows that are nearly the same are written by one statement."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from tests.factories.documents import directive
from tests.factories.world import moment, world
from wardline.base.ledger import opened
from wardline.base.notices.models import Notice
from wardline.base.places import bulk, clock, scope
from wardline.work.directives.models import Relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-21 17:00")), scope.entered("T"):
        yield world()


@pytest.fixture
def within():
    """Let a deed seem open."""
    token = opened.depth.set(1)
    yield
    opened.depth.reset(token)


def alike(w, codes, **more):
    shared = {"sent_at": clock.now(), "due_at": clock.now(), "sent_by_id": w.clock.pk}
    each = {"place_id": codes, "depth": [3] * len(codes)}
    Relay.objects.create_alike(each, **shared | more)


def test_rows_share_what_is_said_once_and_have_their_defaults(
    w, within, django_assert_num_queries
):
    made = directive(w)
    with django_assert_num_queries(1):
        alike(
            w, ["T101-1", "T102-1"], directive_id=made.pk, added=[{"text": "含“引号”"}]
        )
    rows = Relay.objects.order_by("place_id")
    assert [row.place_id for row in rows] == ["T101-1", "T102-1"]
    assert {row.added[0]["text"] for row in rows} == {"含“引号”"}
    assert rows[0].received_at is None


def test_kept_rows_are_written_inside_a_deed_alone(w):
    made = directive(w)
    with pytest.raises(opened.OutsideDeed):
        alike(w, ["T101-1"], directive_id=made.pk)


def test_row_of_a_neighbour_is_refused_by_the_wall(w, within):
    made = directive(w)
    walled = pytest.raises(ProgrammingError, match="row-level security")
    with scope.entered("T101"), walled, transaction.atomic():
        alike(w, ["T101-1", "T102-1"], directive_id=made.pk)
    assert not Relay.objects.exists()


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        bulk.insert_alike(Notice, {"place_id": ["T"], "post_id": [1, 2]}, {})
