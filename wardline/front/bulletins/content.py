"""Turns prose with places for figures into sealed content, and content into a page."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt

from wardline.base.ui import dates
from wardline.ground import seal
from wardline.ground.figure import Figure

PLACE = re.compile(r"\{figure:([a-z0-9_.-]+)\}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_markdown = MarkdownIt("js-default", {"html": False, "linkify": False})
_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "br"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "a", "data"}


def codes(*bodies: str) -> list[str]:
    """Return the codes of the figures that the prose asks for, each once, in order."""
    return list(dict.fromkeys(code for body in bodies for code in PLACE.findall(body)))


def compose(
    prose: Mapping[str, str], figures: Sequence[Figure], **facts: Any
) -> dict[str, Any]:
    """Return what is sealed: prose, counted figures and the facts of publication."""
    return {**prose, "figures": [figure.as_plain() for figure in figures], **facts}


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the seal of a content."""
    return seal.fingerprint(content)


def said(value: int | str | None) -> str:
    """Return a sealed value as people write it: a day as a day, nothing as a dash."""
    if value is None:
        return "–"
    text = str(value)
    return dates.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text


def page(content: Mapping[str, Any], language: str, links: Mapping[str, str]) -> str:
    """Return the body as safe HTML, each figure in place and linked."""
    body = content[f"body_{language}"] or content["body_zh"] or content["body_en"]
    values = {figure["code"]: figure for figure in content["figures"]}
    html = nh3.clean(_markdown.render(body), tags=_TAGS, attributes={"a": {"href"}})

    def put(match: re.Match[str]) -> str:
        figure = values.get(match[1])
        value = figure["value"] if figure else None
        kept = "" if value is None else value
        shown = f'<data value="{escape(kept)}">{escape(said(value))}</data>'
        link = links.get(match[1])
        return (
            f'<a class="counted" href="{escape(link)}">{shown}</a>' if link else shown
        )

    return PLACE.sub(put, html)


def text(content: Mapping[str, Any], language: str) -> str:
    """Return the body as plain text with its figures, for feeds and comparisons."""
    html = page(content, language, {})
    return re.sub(r"\n{2,}", "\n", nh3.clean(html, tags=set())).strip()
