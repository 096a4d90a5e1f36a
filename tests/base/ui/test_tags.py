"""Tags and filters, seen as the reader sees them: through a rendered template."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from wardline.base.ui import wording
from wardline.base.ui.forms import KeyedForm


def render(source: str, language: str = "en", **context) -> str:
    with translation.override(language), timezone.override("Asia/Shanghai"):
        return Template("{% load ui %}" + source).render(Context(context))


class Report(KeyedForm):
    name = forms.CharField(label="Name")
    outcome = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])


def test_link_is_the_path_that_url_gives():
    asked = "'surveillance:report' 7"
    assert render(f"{{% link {asked} %}}") == render(f"{{% url {asked} %}}")


@pytest.mark.parametrize("kind", ["ok", "wait", "late", "alarm", "neutral"])
def test_tag_has_icon_and_word(kind):
    html = render("{% tag kind %}", kind=kind)
    assert f"tag-{kind}" in html
    assert "<svg" in html
    assert html.split("</svg>")[1].split("<")[0].strip()


def test_tag_escapes_its_text():
    assert "<b>" not in render("{% tag 'ok' text %}", text="<b>")


def test_tongue_follows_the_reader_and_falls_back():
    both, one = {"name_zh": "兰州", "name_en": "Lanzhou"}, {"name_zh": "兰州"}
    source = '{{ thing|tongue:"name" }}'
    assert render(source, "zh-hans", thing=both) == "兰州"
    assert render(source, "en", thing=both) == "Lanzhou"
    assert render(source, "en", thing=one) == "兰州"
    assert render('{% tongue thing "title" %}', thing=one) == ""


def test_moment_is_local_and_in_both_languages():
    at = datetime(2020, 2, 27, 1, 5, tzinfo=UTC)
    assert render("{{ at|moment }}", "en", at=at) == "27 February 2020, 09:05"
    assert render("{{ at|moment }}", "zh-hans", at=at) == "2020年2月27日 09:05"
    assert render("{{ at|clock }}", at=at) == "09:05"


def test_day_of_a_late_evening_is_the_local_day():
    at = datetime(2020, 2, 27, 16, 30, tzinfo=UTC)
    assert render("{{ at|day }}", at=at) == "28 February 2020"
    assert render("{{ at|day }}{{ at|moment }}{{ at|clock }}", at=None) == ""


def test_span_writes_one_day_once():
    one, two = date(2020, 2, 26), date(2020, 2, 27)
    assert render("{% span a a %}", a=one) == "26 February 2020"
    assert render("{% span a b %}", "zh-hans", a=one, b=two) == (
        "2020年2月26日至2020年2月27日"
    )


def test_key_is_new_each_time_but_kept_when_shown_again():
    first, second = render("{% key %}"), render("{% key %}")
    assert first != second
    assert UUID(first.split('value="')[1].split('"')[0])
    kept = uuid4()
    form = Report({"key": str(kept)})
    assert str(kept) in render("{% key form %}", form=form)
    assert str(kept) in render("{% key kept %}", kept=kept)


def test_field_ties_label_hint_and_error_to_the_input():
    html = render('{% field form.name "As on the card." %}', form=Report({}))
    assert '<label class="label" for="id_name">' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_groups_choices_under_a_legend():
    html = render("{% field form.outcome %}", form=Report())
    assert html.strip().startswith("<fieldset")
    assert "<legend" in html


def test_errors_link_to_their_fields():
    html = render("{% errors form %}", form=Report({"key": str(uuid4())}))
    assert '<a href="#id_name">Fill in “Name”.</a>' in html
    assert '<a href="#id_outcome_0">' in html
    assert render("{% errors form %}", form=Report()).strip() == ""


def test_pager_keeps_the_search():
    request = RequestFactory().get("/", {"q": "wang li", "page": "2"})
    page = Paginator(range(100), 10).get_page(2)
    html = render("{% pager page %}", page=page, request=request)
    assert 'href="?q=wang+li&amp;page=3"' in html
    assert html.count("page=2") == 0
    short = Paginator(range(3), 10).get_page(1)
    assert render("{% pager page %}", page=short, request=request).strip() == ""


def test_sort_header_turns_round():
    source = '{% sort_header "name" "Name" %}'
    up = RequestFactory().get("/", {"sort": "name", "page": "4"})
    html = render(source, request=up)
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-name"' in html
    assert 'href="?sort=name"' in render(source, request=RequestFactory().get("/"))


def test_figure_shows_meaning_window_and_missing():
    f = {"label": "Reported", "value": 0, "of": 412, "since": date(2020, 2, 27)}
    html = render("{% figure f missing=14 %}", f=f)
    assert ">0<" in html
    assert "of 412" in html
    assert "27 February 2020" in html
    assert "14 missing" in html


def test_figure_without_value_is_no_data_never_zero():
    html = render("{% figure f %}", f={"label": "Reported", "value": None})
    assert "No data" in html
    assert ">0<" not in html


def test_tile_map_has_its_table_and_survives_odd_shares():
    tiles = [
        {"name": "临夏回族自治州", "value": 8, "share": 1.7, "row": 0, "col": 1},
        {"name": "<Gap>", "value": None, "row": 1, "col": 0, "state": "late"},
    ]
    html = render('{% tile_map tiles title="Map" %}', tiles=tiles)
    assert html.count("临夏回族自治州") >= 2
    assert '<tbody><tr><th scope="row">' in html
    assert "<Gap>" not in html
    assert 'width="64" height="5"' in html
    assert "Late" in html
    assert render("{% tile_map tiles %}", tiles=[])


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    needed: object
    got: object


def test_say_turns_reasons_into_sentences():
    wording.register({"test.days": "{got} of {needed} days.", "test.none": "none"})
    assert render("{{ r|say }}", r=Reason("test.days", 14, 9)) == "9 of 14 days."
    assert str(wording.say("test.days", got="test.none")) == "none of … days."
    days = [date(2020, 2, 1), date(2020, 2, 2)]
    said = render("{% say 'test.days' got=days needed=2 %}", days=days)
    assert said == "1 February 2020, 2 February 2020 of 2 days."


def test_say_shows_an_unknown_code_and_lists_it():
    assert render("{% say 'test.unheard' %}") == "test.unheard"
    assert wording.missing(["test.unheard"]) == ["test.unheard"]


def test_register_refuses_a_second_sentence():
    wording.register({"test.twice": "One."})
    wording.register({"test.twice": "One."})
    with pytest.raises(ValueError, match=r"test\.twice"):
        wording.register({"test.twice": "Other."})
