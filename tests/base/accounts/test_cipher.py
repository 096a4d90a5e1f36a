"""Personal columns: encrypted in the table, plain in Python, useless elsewhere."""

import pytest
from django.db import connection

from tests.factories.world import moment, world
from wardline.base.accounts import cipher
from wardline.base.accounts.verbs import Verb
from wardline.base.ledger.deeds import deed
from wardline.base.places import clock, scope
from wardline.core.roster.models import Person

NUMBER = "62010219380512001X"


@pytest.mark.django_db
def test_the_table_holds_no_plain_number():
    with clock.set_to(moment("2020-02-10 09:00")), scope.entered("T"):
        w = world()
        with deed(by=w.duty, verb=Verb.ENROL, at="T101-1") as note:
            person = Person.objects.create(
                place_id="T101-1", kind="resident", name="n", id_number=NUMBER
            )
            note(person)
        with connection.cursor() as cursor:
            cursor.execute("select id_number from roster_person")
            [stored] = cursor.fetchone()
        assert NUMBER not in stored
        assert Person.objects.get().id_number == NUMBER


def test_a_value_moved_to_another_column_does_not_open():
    stored = cipher.encrypt(NUMBER, "roster_person.id_number")
    with pytest.raises(ValueError, match="does not open"):
        cipher.decrypt(stored, "roster_person.name")


def test_equal_numbers_are_encrypted_differently_and_meet_in_the_index():
    one, two = (cipher.encrypt(NUMBER, "t.c") for _ in range(2))
    assert one != two
    assert cipher.blind(NUMBER) == cipher.blind(NUMBER) != cipher.blind("x")


def test_old_values_open_after_the_key_is_rotated(settings):
    settings.PERSONAL_KEY = "1:the-old-secret"
    stored, index = cipher.encrypt(NUMBER, "t.c"), cipher.blind(NUMBER)

    settings.PERSONAL_KEY = "2:the-new-secret 1:the-old-secret"

    assert cipher.decrypt(stored, "t.c") == NUMBER
    assert cipher.encrypt(NUMBER, "t.c").startswith("2:")
    assert cipher.blind(NUMBER) == index


def test_a_value_does_not_open_when_its_key_is_gone(settings):
    settings.PERSONAL_KEY = "1:the-old-secret"
    stored = cipher.encrypt(NUMBER, "t.c")
    settings.PERSONAL_KEY = "2:the-new-secret"
    with pytest.raises(ValueError, match="does not open"):
        cipher.decrypt(stored, "t.c")


def test_masked_number_keeps_both_ends():
    assert cipher.masked(NUMBER) == "6201**********001X"
    assert cipher.masked("") == ""
