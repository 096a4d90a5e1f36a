"""The tags and filters that every page is built from: `{% load ui %}`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import forms, template
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wardline.base.ui import dates, icons, tags, tiles, wording

register = template.Library()
register.filter("day", dates.day)
register.filter("moment", dates.moment)
register.filter("clock", dates.clock)
register.filter("apart", dates.apart)
register.filter("tongue", tags.tongue)
register.filter("say", wording.say_reason)
register.simple_tag(tags.tongue, name="tongue")
register.simple_tag(wording.say, name="say")
register.simple_tag(dates.span, name="span")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the house's set; it is decoration, words stand beside it."""
    return icons.draw(name)


@register.simple_tag(name="tag")
def chip(kind: str, text: Any = "") -> SafeString:
    """Show a state as icon, colour and word: ok, wait, late, alarm, neutral."""
    return _chip(kind, str(text or tags.STATES[kind]))


@register.simple_tag
@lru_cache(maxsize=8192)
def link(name: str, *args: Any) -> str:
    """Return the path of a page, as `url` does, for the rows of a long list: the same
    ones are asked for again and again, and finding one takes as long as all the rest of
    its row."""
    return reverse(name, args=args)


@lru_cache(maxsize=512)  # a list of places says the same few states over and over
def _chip(kind: str, word: str) -> SafeString:
    return format_html(
        '<strong class="tag tag-{}">{}{}</strong>', kind, icons.draw(kind), word
    )


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, hint: Any = "") -> dict[str, Any]:
    """Show a field whole: label, hint, error and input, tied together."""
    widget = bound.field.widget
    group = bound.use_fieldset
    single = isinstance(widget, forms.CheckboxInput)
    if hint and not bound.help_text:
        bound.help_text = hint
    return {"bound": bound, "group": group, "single": single}


@register.inclusion_tag("ui/parts/errors.html")
def errors(*given: forms.BaseForm) -> dict[str, Any]:
    """List what is wrong, at the top of the page, each with a link to its field."""
    lines: list[tuple[str, str]] = []
    for form in given:
        if not form or not form.is_bound:
            continue
        lines += [("", text) for text in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else _target(bound)
            lines += [(target, text) for text in bound.errors]
    return {"lines": lines}


def _target(bound: BoundField) -> str:
    """The id of the input, or of a group's first choice."""
    return str(bound.id_for_label or f"{bound.auto_id}_0")


@register.simple_tag
def key(kept: Any = None) -> SafeString:
    """Put a hidden key into a form; give the form, or the key posted, to keep it."""
    if isinstance(kept, forms.BaseForm):
        kept = kept["key"].value()
    return format_html('<input type="hidden" name="key" value="{}">', kept or uuid4())


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: template.Context, page: Any) -> dict[str, Any]:
    """Lead through the pages of a long list, keeping search and filters."""
    paginator = page.paginator
    return {
        "page": page,
        "numbers": paginator.get_elided_page_range(
            page.number, on_each_side=1, on_ends=1
        ),
        "gap": paginator.ELLIPSIS,
        "base": _without(context, "page"),
    }


def _without(context: template.Context, *names: str) -> str:
    """The page's query without some parameters, ready to be continued."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name in names:
        query.pop(name, None)
    return f"?{query.urlencode()}&" if query else "?"


@register.inclusion_tag("ui/parts/sort_header.html", takes_context=True)
def sort_header(
    context: template.Context, name: str, label: Any, number: bool = False
) -> dict[str, Any]:
    """Head a column that can be sorted by `?sort=name` and `?sort=-name`."""
    request = context.get("request")
    now = request.GET.get("sort", "") if request else ""
    return {
        "label": label,
        "number": number,
        "order": {name: "ascending", f"-{name}": "descending"}.get(now, ""),
        "url": f"{_without(context, 'sort', 'page')}sort="
        + (f"-{name}" if now == name else name),
    }


@register.inclusion_tag("ui/parts/figure.html")
def figure(f: Any, **more: Any) -> dict[str, Any]:
    """Show a number large, with its meaning, unit, window and what is missing.

    Reads label (or says the code), value, unit, of, since, until, missing, state,
    word, url and meaning (a link to the definition); arguments override.
    """
    names = "label code value unit of since until missing state word url meaning"
    shown = {name: more.get(name, tags.read(f, name)) for name in names.split()}
    shown["label"] = shown["label"] or wording.say(str(shown["code"] or ""))
    shown["window"] = dates.span(shown["since"], shown["until"])
    return shown


@register.inclusion_tag("ui/parts/tile_map.html")
def tile_map(places: Any, title: Any = "", unit: Any = "") -> Mapping[str, Any]:
    """Draw places as equal tiles, with the same as a table.

    A tile has name, value, row and col, and may have share (0..1), state, word, url.
    """
    return {**tiles.lay_out(places), "title": title, "unit": unit}
