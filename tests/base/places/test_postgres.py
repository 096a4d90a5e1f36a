"""What is told and asked without a cursor fails and recovers as with one."""

import pytest
from django.db import DataError, connection, transaction

from wardline.base.places.postgres import ask

pytestmark = pytest.mark.django_db


def test_what_is_asked_comes_back_as_text():
    asked = "select $1::text, $2::int + 1, $3::date, $4::text"
    for _ in range(2):
        assert ask(asked, "门'", 4, "2020-02-10", None) == [
            ["门'", "5", "2020-02-10", None]
        ]
    assert ask("select where false") == []


def test_texts_go_as_an_array_whatever_is_in_them():
    texts = ["门,", 'a"b', "c\\d", "{e}", "", "null"]
    back = ask("select unnest($1::text[])", texts)
    assert [text for (text,) in back] == texts
    assert ask("select unnest($1::text[])", []) == []


def test_text_with_a_zero_byte_is_refused_and_not_cut_off():
    with pytest.raises(DataError), transaction.atomic():
        ask("select $1::text", "a\0b")
    assert ask("select $1::text", "a") == [["a"]]


def test_error_is_djangos_and_what_was_prepared_outlives_it():
    twice = "insert into places_tier select * from places_tier where $1::text = 'x'"
    ask(twice, "y")
    with pytest.raises(DataError), transaction.atomic():
        ask("select 1 / $1::int", 0)
    assert ask(twice, "y") == []


def test_connection_that_the_server_closed_is_seen():
    assert connection.is_usable()
    assert connection.is_usable()
    other = connection.copy()
    other.connect()
    assert other.is_usable() and other._silent()
    other.connection.pgconn.finish()
    assert not other._silent() and not other.is_usable()
    other.connection = None
