"""The parts of the page that depend on nobody: the same question in the same language
is written once in each process (docs/adr/0021).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string

from wardline.work.gate.queries.risk import Answer
from wardline.work.gate.views.risk import chart, tables

KEPT = 64
PARTS = ("tradeoff", "added", "tails", "meaning")


@lru_cache(maxsize=KEPT)
def parts(answer: Answer, _language: str | None) -> dict[str, Any]:
    """Return each part as it stands in the page, written in the active language."""
    context = tables.context(answer)
    context |= {"panels": chart.panels(answer), "frame": chart.FRAME}
    return {part: render_to_string(f"gate/risk/{part}.html", context) for part in PARTS}
