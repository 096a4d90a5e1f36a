"""What a visit asks: the checklist first, then every measure in force at the home that
no question of it names, answered like any other."""

import pytest

from tests.core.guidance.norm import document, measure
from tests.factories.device import JPEG, served
from tests.factories.hands import Hands
from tests.factories.world import moment, world
from tests.front.openrosa import scene as road
from wardline.base.places import clock, scope
from wardline.core.correction import queries as correction
from wardline.core.guidance import actions as norms
from wardline.core.guidance import queries as guidance
from wardline.work.inspection import actions, queries

pytestmark = pytest.mark.django_db
NOON = "2020-02-27 12:00"
MEASURES = [
    measure("duty-named", "duty.named", levels=[], aspect="responsibility"),
    measure("gate-mask", "closure.masks", levels=[], strictness=2)
    | {"question_zh": "都戴口罩吗？", "question_en": "Does everyone wear a mask?"},
    measure("no-visits", "closure.visitors", levels=[], strictness=5),
    measure("stairs", "safety.stairs", levels=[], aspect=""),
    measure("2-beds", "isolation.beds", levels=[], aspect="internal_control"),
    measure("hospitals", "hospital.beds", levels=[], institution_kinds=["nowhere"]),
    measure(
        "spring", "spring", levels=[], valid_from=moment("2020-03-05 00:00").date()
    ),
]
OWN = ["no-visits", "gate-mask", "m2-beds", "stairs"]


@pytest.fixture
def s():
    w = world()
    top = {"by": w.authority, "at": "T"}
    norms.keep_documents(**top, rows=[document("guide", kind="guide")])
    norms.set_measures(**top, rows=MEASURES)
    made = road.on_the_road(w)
    with clock.set_to(moment(NOON)):
        yield made


def asked(s):
    """What the form of the first visit asks, by code, in order."""
    visit = road.visit(s)
    return {each["code"]: each for each in visit.form.questions}


def test_measure_that_no_question_names_is_asked_in_its_own_words(s):
    told = asked(s)
    assert list(told) == ["r-named", "e-gate", *OWN]
    mask, stairs = told["gate-mask"], told["stairs"]
    assert (mask["question_zh"], mask["question_en"]) == (
        "都戴口罩吗？",
        "Does everyone wear a mask?",
    )
    assert mask["citation_en"] == "Notice guide No. guide · Guide, gate-mask"
    assert (stairs["question_zh"], stairs["question_en"]) == (
        "stairs的要求。",
        "What stairs asks.",
    )
    assert (stairs["aspect"], mask["aspect"]) == ("internal_control", "entry_exit")
    assert [told[code]["listed"] for code in told] == [True, True] + [False] * 4


def test_form_that_devices_load_asks_for_it_in_both_tongues(s):
    xml = road.visit(s).form.xml
    for words in ("都戴口罩吗？", "Does everyone wear a mask?", "本机构其他现行措施"):
        assert words in xml
    assert "/data/answers/entry_exit/others/gate-mask/answer" in xml
    assert "/data/answers/internal_control/others/m2-beds/photo" in xml


def test_what_falls_short_of_it_is_a_finding_that_names_it(s):
    visit = road.visit(s)
    more = (
        "<entry_exit><others><gate-mask><answer>short</answer>"
        "<note>Two without a mask.</note><due_at>2020-03-01</due_at>"
        "<photo>mask.jpg</photo></gate-mask></others></entry_exit>"
    )
    with served() as port:
        device = road.device(s, port)
        sent = road.filled(visit, answer="ok", photo="", more=more)
        assert device.post(sent, {"mask.jpg": JPEG}).status == 201
    with scope.entered("T"):
        found = correction.findings(s.w.authority).get()
        photo = queries.short(queries.visits(s.w.authority)).get().photo
        assert photo.media_type == "image/jpeg"
    assert (found.measure_code, found.aspect, found.severity) == (
        "gate-mask",
        "entry_exit",
        2,
    )
    assert found.citation == "Guide, gate-mask"
    assert road.seen(s, visit).answered == 3


def test_page_of_the_visit_asks_for_it_too(s):
    visit = road.visit(s)
    actions.arrive(by=s.inspectors[0], visit=visit, arrived_at=clock.now())
    hands = Hands(s.inspectors[0], "en").at(NOON)
    hands.open(f"/inspection/visits/{visit.pk}/")
    assert "Does everyone wear a mask?" in hands.said
    assert "Notice guide No. guide · Guide, gate-mask" in hands.said


def test_checklist_and_what_carries_a_measure_stay_as_they_were(s):
    home = road.visit(s).institution
    with scope.entered("T"):
        listed = [each.code for each in queries.questions(s.w.authority, home)]
        carried = queries.carried(s.w.authority, home, clock.today())
        bound = guidance.binding(s.w.authority, home, clock.today())
    assert listed == ["r-named", "e-gate"]
    assert {each.measure for each in carried} == {"duty-named", "gate-temperature"}
    assert len(bound) == 5
