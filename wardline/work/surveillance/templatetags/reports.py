"""How a report stands: `{% load reports %}{% report_state report %}`."""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wardline.base.ui.templatetags.ui import chip

register = template.Library()


@register.simple_tag
def report_state(report: Any) -> SafeString:
    """Show whether a report was sent back, late or in time, corrected, doubted."""
    return _chips(
        report.returned,
        report.late,
        report.version > 1,
        bool(report.flags),
        get_language(),
    )


@lru_cache  # a board of fifty says the same few over and over, in two languages
def _chips(
    returned: bool, late: bool, corrected: bool, doubted: bool, _language: str
) -> SafeString:
    if returned:
        chips = [chip("alarm", _("Sent back"))]
    elif late:
        chips = [chip("late", _("Received late"))]
    else:
        chips = [chip("ok", _("Received in time"))]
    if corrected:
        chips.append(chip("neutral", _("Corrected")))
    if doubted:
        chips.append(chip("wait", _("Hard to believe")))
    return format_html_join(" ", "{}", ((each,) for each in chips))
