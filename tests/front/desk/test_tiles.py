"""The grid of tiles: nobody shares a cell, north stays north, the same each time."""

from hypothesis import given
from hypothesis import strategies as st

from wardline.front.desk.tiles import lay_out

points = st.dictionaries(
    st.text("ABCDEFG123", min_size=1, max_size=5),
    st.none() | st.tuples(st.floats(-60, 60), st.floats(-170, 170)),
    max_size=25,
)


@given(points)
def test_every_place_has_a_cell_of_its_own(given_points):
    placed = lay_out(given_points)
    assert set(placed) == set(given_points)
    assert len(set(placed.values())) == len(placed)
    assert all(row >= 0 and col >= 0 for row, col in placed.values())


@given(points)
def test_the_order_in_which_places_come_does_not_matter(given_points):
    turned = dict(reversed(given_points.items()))
    assert lay_out(given_points) == lay_out(turned)


def test_compass_is_kept():
    placed = lay_out({"nw": (40, 95), "ne": (40, 105), "sw": (33, 95), "se": (33, 105)})
    assert placed["nw"][0] < placed["sw"][0]
    assert placed["nw"][1] < placed["ne"][1]
    assert placed["ne"][0] < placed["se"][0]
    assert placed["sw"][1] < placed["se"][1]


def test_places_at_one_point_stand_side_by_side():
    placed = lay_out({str(n): (35.0, 103.0) for n in range(9)})
    assert len(set(placed.values())) == 9
    assert max(row for row, _ in placed.values()) <= 8


def test_places_of_unknown_point_come_below():
    placed = lay_out({"a": (35.0, 103.0), "b": (36.0, 104.0), "x": None})
    assert placed["x"][0] > max(placed["a"][0], placed["b"][0])


def test_no_places_no_tiles():
    assert lay_out({}) == {}
