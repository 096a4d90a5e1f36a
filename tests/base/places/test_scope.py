"""Without a scope the web's role sees nothing; with one, its own and below."""

import pytest

from tests.factories.world import world
from wardline.base.accounts.models import Post
from wardline.base.places import scope
from wardline.base.places.models import Place

pytestmark = pytest.mark.django_db


def codes() -> list[str]:
    return list(Place.objects.order_by("code").values_list("code", flat=True))


def test_nothing_is_seen_without_a_scope():
    world()
    assert codes() == []


def test_a_county_sees_itself_its_homes_and_its_ancestors():
    world()
    with scope.entered("T101"):
        assert codes() == ["T", "T1", "T101", "T101-1", "T101-2"]
    assert codes() == []


def test_posts_above_are_seen_and_a_neighbours_are_not():
    world()
    with scope.entered("T101-1"):
        seen = set(Post.objects.values_list("place_id", flat=True))
    assert seen == {"T", "T1", "T101", "T101-1"}


def test_an_inner_scope_gives_back_the_outer_one_even_after_an_error():
    world()
    with scope.entered("T101"):
        with scope.entered("T102"):
            assert scope.current() == "T102"
        assert scope.current() == "T101"
        with pytest.raises(ZeroDivisionError), scope.entered("T2"):
            assert codes() == ["T", "T2", "T201", "T201-1", "T201-2"]
            raise ZeroDivisionError
        assert scope.current() == "T101"
        assert codes() == ["T", "T1", "T101", "T101-1", "T101-2"]
        scope.choose("T1")
        assert scope.current() == "T1"
    assert scope.current() == ""
