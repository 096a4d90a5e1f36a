"""Several questions asked before the first is read."""

import pytest
from django.db import DataError, connection, transaction
from django.db.models.expressions import RawSQL

from tests.factories.gate import resident, seen_from
from tests.factories.world import world
from wardline.core.roster.models import Isolation, Person
from wardline.core.roster.queries.arrays import fetched, fetched_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world()


def people():
    return Person.objects.order_by("pk").values_list("pk", "name")


def test_each_gets_the_rows_of_its_own_question_in_order(w, django_assert_num_queries):
    mine = [resident(w, name) for name in "甲乙丙"]
    got = []
    with seen_from(w.county):
        with django_assert_num_queries(3):
            fetched_together(
                [
                    (people(), lambda rows: got.append(("all", rows))),
                    (
                        Isolation.objects.values_list("pk"),
                        lambda rows: got.append(("apart", rows)),
                    ),
                    (
                        people().filter(pk=mine[1].pk),
                        lambda rows: got.append(("one", rows)),
                    ),
                ]
            )
        assert got == [
            ("all", fetched(people())),
            ("apart", []),
            ("one", [(mine[1].pk, "乙")]),
        ]


@pytest.mark.parametrize("at", [0, 1])
def test_a_question_that_fails_is_told_and_the_next_can_be_asked(w, at):
    resident(w, "甲")
    with seen_from(w.county):
        (pk, _name) = people().get()
        broken = people().annotate(of=RawSQL("1 / (roster_person.id - %s)", [pk]))
        questions = [(people(), list), (people(), list)]
        questions.insert(at, (broken.values_list("of"), list))
        for _often in range(8):  # what is asked often is prepared
            with pytest.raises(DataError), transaction.atomic():
                fetched_together(questions)
            assert fetched(people()) == [(pk, "甲")]
        assert connection.connection.pgconn.pipeline_status == 0


def test_who_takes_the_rows_may_fail(w):
    resident(w, "甲")

    def take(rows):
        raise ValueError("no such fact")

    with seen_from(w.county):
        with pytest.raises(ValueError, match="no such fact"):
            fetched_together([(people(), take), (people(), list)])
        assert len(fetched(people())) == 1
