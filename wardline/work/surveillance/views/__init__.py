"""The pages of the daily reports."""

from wardline.work.surveillance.views.collected import collect, collected, template
from wardline.work.surveillance.views.reports import (
    correct,
    due,
    history,
    index,
    place,
    report,
    send_back,
    sign,
)

__all__ = [
    "collect",
    "collected",
    "correct",
    "due",
    "history",
    "index",
    "place",
    "report",
    "send_back",
    "sign",
    "template",
]
