"""No institution's binding set weakens while a hold stands: random deeds of province
and county over ten days, each day's sets taken as they were read then. And the deeds
one by one, through which it once could."""

from datetime import date, timedelta
from random import Random
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError

from tests.core.guidance.norm import document, lay_down, measure
from tests.factories.refusals import refused
from tests.factories.world import moment, world
from wardline.base.ledger.models import Entry
from wardline.base.places import clock, scope
from wardline.base.places import queries as places
from wardline.core.guidance import actions, queries
from wardline.core.guidance.models import Hold, Measure
from wardline.ground.rules.strictness import lost

pytestmark = pytest.mark.django_db
FIRST = date(2020, 2, 1)
PLACES = ["T", "T1", "T101", "T101-1", "T201"]
CODES = ["a", "b", "c"]


def days_told(dice, on):
    return on + timedelta(dice.randint(-4, 4))


def level(w, dice, on):
    told = {"level": dice.randint(1, 3), "from_on": days_told(dice, on)}
    at = dice.choice(PLACES)
    actions.set_level(by=w.authority, at=at, document_code="guide", **told)


def set_measure(w, dice, on):
    row = measure(dice.choice(CODES), "isolation.days")
    since = days_told(dice, on)
    row |= {
        "params": {"days": dice.choice([7, 14, 21])},
        "levels": dice.choice([[], [1], [2, 3]]),
        "institution_kinds": dice.choice([[], ["elder"], ["child", "rescue"]]),
        "strictness": dice.randint(1, 3),
        "valid_from": since,
        "valid_to": dice.choice([None, since + timedelta(dice.randint(0, 5))]),
    }
    by, at = dice.choice([(w.authority, dice.choice(PLACES)), (w.county, "T101")])
    actions.set_measures(by=by, at=at, rows=[row])


def correct(w, dice, on):
    with scope.entered("T"):
        rows = list(Measure.objects.order_by("id"))
    row = {"params": {"days": dice.choice([7, 14, 21])}}
    row |= dice.choice([{}, {"valid_from": days_told(dice, on)}, {"levels": [3]}])
    if rows:
        told = {"measure": dice.choice(rows), "row": row, "reason": "mistyped"}
        actions.correct_measure(by=w.authority, **told)


def hold(w, dice, on):
    told = {"code": dice.choice("gh"), "from_on": days_told(dice, on)}
    told |= {"level_kept": dice.randint(1, 3), "document_code": "guide"}
    actions.hold(by=w.authority, at=dice.choice(PLACES), **told)


def withdraw(w, dice, on):
    with scope.entered("T"):
        rows = list(Hold.objects.filter(withdrawn_on=None).order_by("id"))
    if rows and dice.random() < 0.5:
        held = dice.choice(rows)
        rows = [document("end", issued_on=FIRST, withdraws=[held.code])]
        (end,) = actions.keep_documents(by=w.authority, at="T", rows=rows)
        day = days_told(dice, on)
        actions.withdraw_hold(by=w.authority, hold=held, on=day, document=end)


DEEDS = [level, level, set_measure, set_measure, set_measure, correct, hold, withdraw]


def seen(w, on):
    with scope.entered("T"):
        homes = list(places.institutions(w.authority))
        bound = queries.binding_for(w.authority, homes, on)
        return {code: [b.measure for b in each] for code, each in bound.items()}


def standing(w, codes, on):
    """Return the holds that stand at each home, as they are known now."""
    with scope.entered("T"):
        found = {code: queries.standing_holds(code, on) for code in codes}
        return {code: {hold.pk for hold in holds} for code, holds in found.items()}


def weakened(seed):
    """Live ten days of random deeds; return what was lost under a hold, and how often
    a deed was done and refused."""
    dice, found, done, refused, over = Random(seed), [], 0, 0, 0
    with clock.set_to(moment(f"{FIRST} 09:00")):
        w = world()
        actions.keep_documents(by=w.authority, at="T", rows=[document("guide")])
    before, held = {}, {}
    for n in range(10):
        on = FIRST + timedelta(n)
        with clock.set_to(moment(f"{on} 09:00")):
            for _ in range(6):
                try:
                    dice.choice(DEEDS)(w, dice, on)
                    done += 1
                except ValidationError:
                    refused += 1
            after = seen(w, on)
            still = standing(w, after, on)
            for code in before:
                if held[code] & still[code]:
                    over += 1
                    gone = lost(before[code], after[code])
                    found += [f"{on} {code} {each}" for each in gone]
            before, held = after, still
    return found, done, refused, over


@pytest.mark.parametrize("seed", range(4))
def test_nothing_weakens_under_a_hold_by_any_deeds(seed):
    found, done, refused, over = weakened(seed)
    assert not found, found[0]
    assert done and refused and over


def test_without_the_guard_of_deeds_it_weakens():
    with patch.object(queries.Ratchet, "losses", lambda self: []):
        assert weakened(3)[0]


@pytest.fixture
def w():
    with clock.set_to(moment("2020-02-27 09:00")):
        made = world()
        lay_down(made)
        yield made


@pytest.mark.parametrize(
    "more",
    [
        {"params": {"days": 7}},
        {"params": {}},
        {"strictness": 0},
        {"institution_kinds": ["child"]},
        {"levels": [2]},
        {"valid_to": date(2020, 2, 10)},
        {"topic": "isolation.rooms"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_rewriting_a_measure_weaker_is_refused_under_a_hold(w, more):
    same = measure("elder-apart", "isolation.days", institution_kinds=["elder"])
    row = same | {"params": {"days": 14}} | more
    told = {"by": w.authority, "at": "T", "rows": [row]}
    assert refused(actions.set_measures, **told) == "guidance.lets_go"
    with scope.entered("T"):
        assert Measure.objects.get(code="elder-apart").params == {"days": 14}


def test_rewriting_it_stricter_is_fine_under_a_hold(w):
    row = measure("elder-apart", "isolation.days", params={"days": 21}, levels=[])
    actions.set_measures(by=w.authority, at="T", rows=[row])
    with scope.entered("T"):
        assert Measure.objects.get(code="elder-apart").params == {"days": 21}


def test_a_county_may_not_set_a_number_that_asks_less(w):
    row = measure("own", "isolation.days", params={"days": 7}, levels=[])
    told = {"by": w.county, "at": "T101", "rows": [row]}
    assert refused(actions.set_measures, **told) == "guidance.asks_less"


def own(w):
    row = measure("own", "isolation.days", params={"days": 21}, levels=[])
    return actions.set_measures(by=w.county, at="T101", rows=[row])[0]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"params": {"days": 15}}, "guidance.correct_less"),
        ({"levels": [1]}, "guidance.correct_less"),
        ({"valid_from": date(2020, 3, 1)}, "guidance.correct_less"),
        ({"valid_to": date(2020, 3, 1)}, "guidance.correct_less"),
    ],
)
def test_a_county_corrects_words_and_never_to_less(w, row, code):
    told = {"by": w.county, "measure": own(w), "reason": "mistyped"}
    assert refused(actions.correct_measure, row=row, **told) == code
    words = {"text_en": "Isolation lasts 21 days.", "params": {"days": 22}}
    actions.correct_measure(row=words, **told)
    with scope.entered("T"):
        entry = Entry.objects.filter(verb="correct_measure").latest("id")
        assert entry.detail["reason"] == "mistyped"
        assert entry.detail["changed"] == {
            "text_en": ["What own asks.", "Isolation lasts 21 days."],
            "params": [{"days": 21}, {"days": 22}],
        }


def test_correction_says_why_and_lets_go_of_nothing_under_a_hold(w):
    with scope.entered("T"):
        kept = Measure.objects.get(code="elder-apart")
    told = {"by": w.authority, "measure": kept, "row": {"params": {"days": 7}}}
    correct = actions.correct_measure
    assert refused(correct, reason=" ", **told) == "guidance.say_why"
    assert refused(correct, reason="mistyped", **told) == "guidance.lets_go"


def test_a_measure_falls_under_a_hold_only_by_a_document_that_names_it(w):
    with scope.entered("T"):
        kept = Measure.objects.get(code="elder-apart")
    rows = [document("silent"), document("naming", withdraws=["elder-apart"])]
    silent, naming = actions.keep_documents(by=w.authority, at="T", rows=rows)
    told = {"by": w.authority, "measure": kept}
    today, back = date(2020, 2, 27), date(2020, 2, 26)
    act = actions.withdraw_measure
    assert refused(act, on=today, document=silent, **told) == (
        "guidance.measure_not_named"
    )
    assert refused(act, on=back, document=naming, **told) == "guidance.ended_back"
    act(on=today, document=naming, **told)
    assert refused(act, on=today, document=naming, **told) == (
        "guidance.measure_withdrawn"
    )
    codes = {b.code for b in seen(w, today)["T101-1"]}
    assert codes == {"no-visits", "report"}
    assert "elder-apart" in {b.code for b in seen(w, back)["T101-1"]}
    lay_down(w)  # a reload does not bring it back
    assert "elder-apart" not in {b.code for b in seen(w, today)["T101-1"]}


def test_a_level_dated_back_lets_go_of_nothing_under_a_hold(w):
    own_hold = {"code": "own", "from_on": date(2020, 2, 23), "level_kept": 3}
    actions.hold(by=w.authority, at="T101", document_code="urgent", **own_hold)
    told = {"by": w.authority, "at": "T101", "document_code": "level-1"}
    actions.set_level(level=2, from_on=date(2020, 2, 25), **told)
    row = measure("second", "stock.x", levels=[2], valid_from=date(2020, 2, 1))
    actions.set_measures(by=w.authority, at="T101", rows=[row])
    back = {"level": 3, "from_on": date(2020, 2, 25)}
    assert refused(actions.set_level, **told, **back) == "guidance.lets_go"
    actions.set_level(level=3, from_on=date(2020, 2, 28), **told)
    assert "second" in {b.code for b in seen(w, date(2020, 2, 28))["T101-1"]}


def test_a_hold_is_not_withdrawn_for_days_that_are_over(w):
    rows = [document("end", withdraws=["no-relaxing"], issued_on=date(2020, 2, 20))]
    (end,) = actions.keep_documents(by=w.authority, at="T", rows=rows)
    with scope.entered("T"):
        kept = Hold.objects.get()
    told = {"by": w.authority, "hold": kept, "document": end}
    assert refused(actions.withdraw_hold, on=date(2020, 2, 26), **told) == (
        "guidance.ended_back"
    )
