"""Every figure is defined in both languages, counts on an empty and on a filled world,
and leads to records that exist; every bulletin of a pack asks only for known ones."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from tests.core.guidance.norm import lay_down
from tests.factories.gate import fulfilled, resident
from tests.factories.world import moment, world
from wardline.base.places import clock, scope
from wardline.core.correction import actions as correction
from wardline.front import figures
from wardline.work.gate import actions as gate

PACKS = Path(__file__).resolve().parents[2] / "packs"
CODES = sorted(figures.DEFINITIONS)
ON = date(2020, 2, 22)
NOW = moment("2020-02-22 12:00")


@pytest.fixture
def empty(db):
    return world()


@pytest.fixture
def filled(db):
    w = world()
    with clock.set_to(moment("2020-02-22 08:00")):
        lay_down(w)
        fulfilled(w, resident(w))
        gate.close(by=w.county, at="T101", from_on=ON, document_code="urgent")
        gate.cross(by=w.duty, at="T101-1", direction="in", crosser="visitor", name="王")
        correction.open_finding(
            by=w.county, at="T101-1", source="complaint", fact="无体温计", severity=2
        )
    return w


def count(w, code, at="T"):
    with clock.set_to(NOW), scope.entered("T"):
        return figures.count(code, viewer=w.authority, at=at, on=ON)


def below(w, code):
    with clock.set_to(NOW), scope.entered("T"):
        return figures.below(
            code, viewer=w.authority, at="T", on=ON, codes=["T1", "T2"]
        )


@pytest.mark.parametrize("code", CODES)
def test_figure_counts_in_an_empty_world(empty, code):
    counted = count(empty, code)
    assert (counted.code, counted.place, counted.until) == (code, "T", ON)


@pytest.mark.parametrize("code", CODES)
def test_figure_counts_in_a_filled_world(filled, code):
    assert count(filled, code).code == code
    assert count(filled, code, "T101-1").place == "T101-1"


@pytest.mark.parametrize("code", CODES)
def test_figure_has_words_in_both_languages(code):
    definition = figures.DEFINITIONS[code]
    for text in (definition.label, definition.meaning):
        with translation.override("en"):
            english = str(text)
        with translation.override("zh-hans"):
            assert str(text) not in {english, ""}


@pytest.mark.parametrize("code", CODES)
def test_figure_leads_to_records_that_exist(code):
    records = figures.DEFINITIONS[code].records
    assert records and reverse(records)


@pytest.mark.parametrize(
    "code", [code for code in CODES if figures.DEFINITIONS[code].by_place]
)
def test_figure_by_place_adds_up_to_the_figure(filled, code):
    if code == "guidance.measures_in_force":
        return  # measures bind at several places: they do not add up
    whole = count(filled, code).value
    # what a division itself has is under no place below it
    assert sum(below(filled, code)) <= whole
    if code in {"places.institutions", "gate.closed_institutions", "correction.open"}:
        assert sum(below(filled, code)) == whole


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("places.institutions", 5),
        ("gate.closed_institutions", 2),
        ("gate.isolated", 1),
        ("gate.refusals", 1),
        ("gate.released", 0),
        ("correction.findings", 1),
        ("correction.closed", 0),
        ("guidance.guides", 1),
        ("guidance.level_now", 3),
        ("guidance.level_before", 1),
        ("guidance.level_changed_on", date(2020, 2, 21)),
        ("guidance.hold_from_on", date(2020, 2, 22)),
        ("surveillance.reported_today", 0),
        ("surveillance.missing_today", 5),
    ],
)
def test_figure_is_what_happened(filled, code, value):
    assert count(filled, code).value == value


def test_no_level_and_no_hold_is_no_day(empty):
    assert count(empty, "guidance.level_changed_on").value is None
    assert count(empty, "guidance.hold_from_on").value is None


def test_unknown_figure_is_an_error(empty):
    with pytest.raises(KeyError):
        count(empty, "no.such")


@pytest.mark.parametrize(
    "file", sorted(PACKS.glob("*/bulletin.md")), ids=lambda f: f.parent.name
)
def test_bulletin_of_a_pack_asks_only_for_known_figures(file):
    wanted = set(re.findall(r"\{figure:([a-z0-9_.]+)\}", file.read_text("utf-8")))
    assert wanted
    assert wanted <= set(CODES)
