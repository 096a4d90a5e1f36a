"""Measures, editions, lessons, levels and the sheet for the wall over HTTP."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.core.guidance.norm import document, measure
from tests.core.guidance.test_pages import at, key, w
from wardline.base.places import scope
from wardline.core.guidance import actions, queries
from wardline.core.guidance.models import LessonPoint, Measure

pytestmark = pytest.mark.django_db
__all__ = ["at", "w"]


def test_since_is_the_day_of_the_history_and_the_order_is_named(w, at):
    page = at(w.duty, "/guidance/")
    assert "Binds here since" in page
    # the level fell on the 21st; the hold of the 22nd brought it back
    row = page[page.index('id="no-visits"') :]
    assert row.index("22 February 2020") < row.index("</tr>")
    row = page[page.index('id="report"') :]
    assert row.index("31 January 2020") < row.index("</tr>")
    assert "Notice level-3" in page
    page = at(w.duty, "/guidance/?on=2020-02-20")
    row = page[page.index('id="no-visits"') :]
    assert row.index("31 January 2020") < row.index("</tr>")


def test_sheet_for_the_wall_has_both_tongues_or_one(w, at, client):
    page = at(w.duty, "/guidance/wall/")
    assert "no-visits的要求。" in page and "What no-visits asks." in page
    assert "2020年2月22日" in page and "22 February 2020" in page
    assert "关于urgent的通知" in page and "Notice urgent" in page
    page = at(w.duty, "/guidance/wall/?tongues=zh")
    assert "no-visits的要求。" in page and "What no-visits asks." not in page
    page = at(w.county, "/guidance/wall/?place=T101-2&on=2020-02-20&tongues=en")
    assert "What binds at County One Children" in page and "elder-apart" not in page
    assert client.get("/guidance/wall/?place=T102-1").status_code == 404


def second_edition(w):
    rows = [
        document("old", issued_on=date(2020, 1, 28)),
        document("new", issued_on=date(2020, 2, 7), replaces="old"),
        document("newest", issued_on=date(2020, 2, 25), replaces="new"),
    ]
    actions.keep_documents(by=w.authority, at="T", rows=rows)
    days = {"params": {"days": 14}}
    rows = [
        measure("days", "isolation.days", document="old") | days,
        measure("gone", "stock.x", document="old"),
        measure("same", "canteen.own_food", document="old", text_en="Own food.")
        | {"text_zh": "自有食堂。"},
        measure("days-2", "isolation.days", document="new", replaces="days")
        | {"params": {"days": 21}},
        measure("fresh", "testing.all", document="new"),
        measure("same-2", "canteen.own_food", document="new", text_en="Own food.")
        | {"text_zh": "自有食堂。"},
    ]
    actions.set_measures(by=w.authority, at="T", rows=rows)


def test_editions_are_a_chain_and_their_differences_a_page(w, at, client):
    second_edition(w)
    page = at(w.duty, "/guidance/documents/T/new/")
    assert page.index("Notice old") < page.index("Notice newest")
    page = at(w.duty, "/guidance/documents/T/new/differences")
    assert "3 measures differ" in page and "1 is the same" in page
    assert "14 → 21" in page
    for told in ("added", "only in the earlier edition", "stricter"):
        assert told in page
    sent = client.get("/guidance/documents/T/new/differences?from=old&export=1")
    sheet = CalamineWorkbook.from_filelike(BytesIO(sent.content)).get_sheet_by_index(0)
    rows = {(r[1], r[2]): r[0] for r in sheet.to_python()[1:]}
    assert rows == {
        ("", "fresh"): "added",
        ("gone", ""): "only in the earlier edition",
        ("days", "days-2"): "stricter",
        ("same", "same-2"): "unchanged",
    }
    assert client.get("/guidance/documents/T/old/differences").status_code == 404
    page = at(w.duty, "/guidance/documents/T/newest/differences", "zh-hans")
    assert "仅见于旧版" in page


def test_level_shows_who_below_becomes_stricter_and_that_nobody_becomes_laxer(w, at):
    told = {"level": "1", "from_on": "2020-02-28", "document_code": "level-3"}
    told |= {"key": key(1)}
    rows = [measure("gravest", "stock.x", institution_kinds=["rescue"])]
    actions.set_measures(by=w.authority, at="T", rows=rows)
    page = at(w.authority, "/guidance/levels/new", **told | {"level": "4"})
    assert "No institution becomes laxer." in page
    with scope.entered("T"):
        effect = queries.effect_of_level(
            w.authority, w.authority.place, 4, date(2020, 2, 28)
        )
        found = {r.kind: (r.homes, r.stricter, r.kept, r.laxer) for r in effect.below}
        assert found == {
            "child": (1, 0, 1, 0),
            "disability": (1, 0, 1, 0),
            "elder": (2, 0, 2, 0),
            "rescue": (1, 0, 1, 0),
        }
        free = date(2020, 2, 21)
        effect = queries.effect_of_level(w.authority, w.authority.place, 1, free)
        assert {r.kind: (r.stricter, r.laxer) for r in effect.below}["elder"] == (2, 0)
        effect = queries.effect_of_level(
            w.authority, w.authority.place, 4, date(2020, 2, 10)
        )
        assert effect.laxer == 5


def form_of(**more):
    return {
        "document": "guide",
        "citation": "Section 9",
        "code": "longer",
        "topic": "isolation.days",
        "aspect": "entry_exit",
        "text_en": "Isolation lasts 21 days.",
        "question_en": "Was each isolated for 21 days?",
        "params": "days=21",
        "levels": "1 3",
        "strictness": "7",
        "valid_from": "2020-02-27",
        **more,
    }


def test_a_county_that_asks_less_is_told_so_and_loses_nothing(w, at):
    rows = [measure("days", "isolation.days", levels=[]) | {"params": {"days": 14}}]
    actions.set_measures(by=w.authority, at="T", rows=rows)
    told = form_of(params="days=7", levels="one", key=key(1))
    page = at(w.county, "/guidance/measures/new", **told)
    assert "Write levels as numbers from 1 to 9" in page
    page = at(w.county, "/guidance/measures/new", **told | {"levels": ""})
    assert "asks less than “days”, which binds here already" in page
    assert "Was each isolated for 21 days?" in page
    at(w.county, "/guidance/measures/new", **form_of(key=key(2)))
    with scope.entered("T"):
        made = Measure.objects.get(code="longer")
    assert (made.levels, made.strictness, made.params) == ([1, 3], 7, {"days": 21})


def test_a_mistake_is_corrected_with_a_trace(w, at, client):
    at(w.county, "/guidance/measures/new", **form_of(key=key(1)))
    with scope.entered("T"):
        made = Measure.objects.get(code="longer")
    url = f"/guidance/measures/{made.pk}/"
    page = at(w.county, f"{url}correct")
    assert "days=21" in page and "Isolation lasts 21 days." in page
    told = form_of(params="days=22", reason="a slip of the pen", key=key(2))
    page = at(w.county, f"{url}correct", **told)
    assert "The measure is corrected" in page
    assert "a slip of the pen" in page and "22" in page
    page = at(w.county, f"{url}correct", **told | {"params": "days=2", "key": key(3)})
    assert "would ask less, or for fewer days" in page
    client.force_login(w.duty.user)
    assert client.get(f"{url}correct").status_code == 403
    assert "Correct a mistake" not in at(w.duty, url)


def test_a_measure_is_withdrawn_by_a_document_that_names_it(w, at):
    with scope.entered("T"):
        kept = Measure.objects.get(code="no-visits")
    url = f"/guidance/measures/{kept.pk}/withdraw"
    assert "No document withdraws this measure by name" in at(w.authority, url)
    told = {"kind": "order", "code": "end", "issued_on": "2020-02-26", "key": key(1)}
    told |= {"title_en": "The end", "names_measures": "no-visits unheard"}
    page = at(w.authority, "/guidance/documents/new", **told)
    assert "“unheard” is the code of no measure" in page
    told |= {"names_measures": "no-visits", "replaces": "guide"}
    at(w.authority, "/guidance/documents/new", **told)
    told = {"document": "end", "on": "2020-02-27", "key": key(2)}
    assert "The measure is withdrawn." in at(w.authority, url, **told)
    assert "What no-visits asks." not in at(w.duty, "/guidance/")
    assert "withdrawn on 27 February 2020" in at(w.duty, "/guidance/measures/")


def test_measures_are_searched_and_exported(w, at, client):
    page = at(w.county, "/guidance/measures/?q=elder-apart")
    assert "What elder-apart asks." in page and "no-visits" not in page
    assert "no-visits" in at(w.county, "/guidance/measures/?topic=closure.")
    sent = client.get("/guidance/measures/?export=1").content
    sheet = CalamineWorkbook.from_filelike(BytesIO(sent)).get_sheet_by_index(0)
    rows = {row[0]: row for row in sheet.to_python()[1:]}
    assert rows["elder-apart"][3] == "days=14"


def lessons(w):
    rows = [
        {
            "code": "elsewhere",
            "learnt_on": date(2020, 2, 20),
            "title_en": "A cluster elsewhere",
            "source": "a newspaper",
            "points": [
                {"text_en": "Visits went on.", "measures": ["no-visits"]},
                {"text_en": "Nobody was tested.", "measures": []},
            ],
        }
    ]
    return actions.keep_lessons(by=w.authority, at="T", rows=rows)[0]


def test_a_lesson_is_covered_by_what_binds_and_a_gap_becomes_a_measure(w, at, client):
    kept = lessons(w)
    assert "partly covered" in at(w.duty, "/guidance/lessons/")
    url = f"/guidance/lessons/{kept.pk}/"
    page = at(w.authority, url)
    assert "binds here since 22 February 2020" in page
    assert "Draft a measure from this gap" in page
    assert "Draft a measure from this gap" not in at(w.county, url)
    with scope.entered("T"):
        gap = LessonPoint.objects.get(number=2)
    new = f"/guidance/measures/new?point={gap.pk}"
    assert "Nobody was tested." in at(w.authority, new)
    told = form_of(code="test-all", text_en="All are tested.", levels="", key=key(1))
    page = at(w.authority, new, **told | {"topic": "isolation.days"})
    assert "binds here since 27 February 2020" in page
    page = at(w.duty, "/guidance/lessons/")
    assert "after 7 days" in page
    sent = client.get("/guidance/lessons/?export=1").content
    sheet = CalamineWorkbook.from_filelike(BytesIO(sent)).get_sheet_by_index(0)
    assert sheet.to_python()[1][3:7] == ["covered", 2.0, date(2020, 2, 27), 7.0]


def test_a_lesson_is_written_on_a_screen_and_mended(w, at, client):
    told = {"code": "far", "learnt_on": "2020-02-26", "title_en": "Far away"}
    told |= {"source": "a paper", "key": key(1)}
    page = at(w.authority, "/guidance/lessons/new", **told)
    assert "Write at least one point" in page
    told |= {"point_1_en": "No plan.", "point_1_measures": "unheard"}
    page = at(w.authority, "/guidance/lessons/new", **told)
    assert "“unheard” is the code of no measure" in page
    told |= {"point_1_measures": ""}
    assert "The lesson is written down." in at(
        w.authority, "/guidance/lessons/new", **told
    )
    assert "still open" in at(w.duty, "/guidance/lessons/")
    with scope.entered("T"):
        kept = queries.lessons(w.authority, "far").get()
    told |= {"point_1_measures": "report", "key": key(2)}
    at(w.authority, f"/guidance/lessons/{kept.pk}/edit", **told)
    assert "covered already when it was learnt" in at(w.duty, "/guidance/lessons/")
    client.force_login(w.county.user)
    assert client.get("/guidance/lessons/new").status_code == 403
