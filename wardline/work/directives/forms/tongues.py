"""Pairs of fields, one in each language: one of the two is enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


def demand_one_tongue(form: forms.Form, given: Mapping[str, Any], **said: Any) -> None:
    """Ask for each pair in one language at least; ``said`` words what is missing."""
    for name, words in said.items():
        if not (given.get(f"{name}_zh") or given.get(f"{name}_en")):
            form.add_error(f"{name}_zh", words)
