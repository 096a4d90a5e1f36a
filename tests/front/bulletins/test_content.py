"""Prose becomes a safe page with its figures in place."""

import pytest
from django.utils import translation

from wardline.front.bulletins import content


def made(body, value=36):
    figures = [{"code": "a.b", "value": value}]
    return {"body_zh": "", "body_en": body, "figures": figures}


def test_codes_come_once_in_order():
    assert content.codes("{figure:b.c} {figure:a.b}", "{figure:b.c}") == ["b.c", "a.b"]


def test_figure_stands_in_the_text_and_leads_to_its_meaning():
    html = content.page(made("{figure:a.b} homes"), "en", {"a.b": "/x?y&z"})
    assert '<a class="counted" href="/x?y&amp;z"><data value="36">36</data></a>' in html


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "2020年2月21日"), ("en", "21 February 2020")]
)
def test_day_is_written_as_people_write_it(language, said):
    with translation.override(language):
        html = content.page(made("{figure:a.b}", "2020-02-21"), "en", {})
    assert f'<data value="2020-02-21">{said}</data>' in html


def test_nothing_counted_is_a_dash():
    assert '<data value="">–</data>' in content.page(
        made("{figure:a.b}", None), "en", {}
    )


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](http://spam.example/x.png)",
        "[{figure:a.b}](http://x.example/{figure:a.b})",
    ],
)
def test_prose_brings_no_script_and_no_picture(evil):
    html = content.page(made(evil), "en", {"a.b": "/meaning"})
    for word in ("<script", "<img", 'href="javascript'):
        assert word not in html
    assert 'href="http://x.example/<' not in html


def test_missing_language_falls_back_to_the_other():
    assert "homes" in content.page(made("homes"), "zh", {})


def test_text_for_feeds_has_figures_and_no_markup():
    assert content.text(made("## Homes\n\n{figure:a.b} **closed**"), "en") == (
        "Homes\n36 closed"
    )
